// A file system that can lose power: it remembers which bytes and which directory entries were
// synced, and can put the disk back to just those.
//
//     node     a file's bytes: how many there are, and how many the last sync covered
//     live     path -> node, as the running store sees it
//     durable  path -> node, as a directory's last fsync left it
//
// Every node has a second hard link in a folder beside the root (the attic), so that a file whose
// removal, replacement or rename was not synced can come back. After `crash` every write fails;
// `restore`, called once the store is closed, makes each directory hold its durable entries, each
// cut to its synced bytes. Directories themselves and RocksDB's info log are taken as synced.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <rocksdb/file_system.h>

namespace sluice {

struct FileNode {
  uint64_t size = 0;
  uint64_t synced = 0;
  std::string attic;
};

class UnsyncedLossFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  // Everything below `root` counts as synced.
  explicit UnsyncedLossFileSystem(const std::string& root);
  ~UnsyncedLossFileSystem() override;

  static const char* kClassName() { return "UnsyncedLossFileSystem"; }
  const char* Name() const override { return kClassName(); }

  // The power goes now: no write, sync or rename from here on.
  void crash() { crashed_ = true; }
  // The power goes when so many more operations that change the disk have been done.
  void crashAfter(uint64_t operations) { remaining_ = static_cast<int64_t>(operations); }
  bool isCrashed() const { return crashed_; }
  uint64_t operations() const { return operations_; }
  rocksdb::IOStatus restore();

  // Counts an operation that changes the disk; an error once the power is gone.
  rocksdb::IOStatus operate();
  void wrote(const std::shared_ptr<FileNode>& node, uint64_t end);
  void truncated(const std::shared_ptr<FileNode>& node, uint64_t size);
  void synced(const std::shared_ptr<FileNode>& node);
  void directorySynced(const std::string& directory);

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& path,
                                       const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* file,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string& path, const std::string& old,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* file,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus Truncate(const std::string& path, size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;

 private:
  using Entries = std::map<std::string, std::shared_ptr<FileNode>>;

  std::shared_ptr<FileNode> makeNode(const std::string& path, uint64_t size, uint64_t synced);
  std::shared_ptr<FileNode> liveNode(const std::string& path);

  const std::string root_;
  const std::string attic_;
  std::mutex mutex_;
  Entries live_;
  Entries durable_;
  uint64_t nextAttic_ = 0;
  std::atomic<bool> crashed_{false};
  std::atomic<int64_t> remaining_{-1};
  std::atomic<uint64_t> operations_{0};
};

}  // namespace sluice
