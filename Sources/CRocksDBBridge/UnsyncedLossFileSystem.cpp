#include "UnsyncedLossFileSystem.h"

#include <filesystem>
#include <utility>

namespace fs = std::filesystem;
using namespace rocksdb;

namespace sluice {
namespace {

// The same file under the same name, however its path is spelled.
std::string normal(const std::string& path) {
  auto result = fs::path(path).lexically_normal().string();
  while (result.size() > 1 && result.back() == '/') result.pop_back();
  return result;
}

std::string folder(const std::string& path) { return fs::path(path).parent_path().string(); }

IOStatus status(const std::error_code& error) {
  return error ? IOStatus::IOError(error.message()) : IOStatus::OK();
}

class TrackedFile final : public FSWritableFileOwnerWrapper {
 public:
  TrackedFile(UnsyncedLossFileSystem* disk, std::shared_ptr<FileNode> node,
              std::unique_ptr<FSWritableFile>&& file)
      : FSWritableFileOwnerWrapper(std::move(file)), disk_(disk), node_(std::move(node)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSWritableFileOwnerWrapper::Append(data, options, debug);
    if (s.ok()) disk_->wrote(node_, node_->size + data.size());
    return s;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus PositionedAppend(const Slice& data, uint64_t offset, const IOOptions& options,
                            IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSWritableFileOwnerWrapper::PositionedAppend(data, offset, options, debug);
    if (s.ok()) disk_->wrote(node_, offset + data.size());
    return s;
  }
  IOStatus PositionedAppend(const Slice& data, uint64_t offset, const IOOptions& options,
                            const DataVerificationInfo&, IODebugContext* debug) override {
    return PositionedAppend(data, offset, options, debug);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSWritableFileOwnerWrapper::Truncate(size, options, debug);
    if (s.ok()) disk_->truncated(node_, size);
    return s;
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSWritableFileOwnerWrapper::Sync(options, debug);
    if (s.ok()) disk_->synced(node_);
    return s;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSWritableFileOwnerWrapper::Fsync(options, debug);
    if (s.ok()) disk_->synced(node_);
    return s;
  }

 private:
  UnsyncedLossFileSystem* disk_;
  std::shared_ptr<FileNode> node_;
};

class TrackedRandomFile final : public FSRandomRWFileOwnerWrapper {
 public:
  TrackedRandomFile(UnsyncedLossFileSystem* disk, std::shared_ptr<FileNode> node,
                    std::unique_ptr<FSRandomRWFile>&& file)
      : FSRandomRWFileOwnerWrapper(std::move(file)), disk_(disk), node_(std::move(node)) {}

  IOStatus Write(uint64_t offset, const Slice& data, const IOOptions& options,
                 IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug);
    if (s.ok()) disk_->wrote(node_, offset + data.size());
    return s;
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSRandomRWFileOwnerWrapper::Sync(options, debug);
    if (s.ok()) disk_->synced(node_);
    return s;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }

 private:
  UnsyncedLossFileSystem* disk_;
  std::shared_ptr<FileNode> node_;
};

class TrackedDirectory final : public FSDirectoryWrapper {
 public:
  TrackedDirectory(UnsyncedLossFileSystem* disk, std::string path,
                   std::unique_ptr<FSDirectory>&& directory)
      : FSDirectoryWrapper(std::move(directory)), disk_(disk), path_(std::move(path)) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSDirectoryWrapper::Fsync(options, debug);
    if (s.ok()) disk_->directorySynced(path_);
    return s;
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const DirFsyncOptions& reason) override {
    IOStatus s = disk_->operate();
    if (s.ok()) s = FSDirectoryWrapper::FsyncWithDirOptions(options, debug, reason);
    if (s.ok()) disk_->directorySynced(path_);
    return s;
  }

 private:
  UnsyncedLossFileSystem* disk_;
  const std::string path_;
};

}  // namespace

UnsyncedLossFileSystem::UnsyncedLossFileSystem(const std::string& root)
    : FileSystemWrapper(FileSystem::Default()),
      root_(normal(root)),
      attic_(normal(root) + ".attic") {
  std::error_code ignored;
  fs::remove_all(attic_, ignored);
  fs::create_directories(attic_, ignored);
  if (!fs::exists(root_, ignored)) return;
  for (auto& entry : fs::recursive_directory_iterator(root_, ignored)) {
    if (!entry.is_regular_file(ignored)) continue;
    auto path = entry.path().string();
    durable_[path] = live_[path] = makeNode(path, entry.file_size(), entry.file_size());
  }
}

UnsyncedLossFileSystem::~UnsyncedLossFileSystem() {
  std::error_code ignored;
  fs::remove_all(attic_, ignored);
}

std::shared_ptr<FileNode> UnsyncedLossFileSystem::makeNode(const std::string& path, uint64_t size,
                                                           uint64_t synced) {
  auto node = std::make_shared<FileNode>();
  node->size = size;
  node->synced = synced;
  node->attic = attic_ + "/" + std::to_string(nextAttic_++);
  std::error_code ignored;
  fs::create_hard_link(path, node->attic, ignored);
  return node;
}

std::shared_ptr<FileNode> UnsyncedLossFileSystem::liveNode(const std::string& path) {
  auto found = live_.find(path);
  return found == live_.end() ? nullptr : found->second;
}

IOStatus UnsyncedLossFileSystem::operate() {
  if (!crashed_) {
    operations_++;
    if (remaining_ >= 0 && remaining_-- == 0) crashed_ = true;
  }
  return crashed_ ? IOStatus::IOError("the power is gone") : IOStatus::OK();
}

// MARK: what became of bytes and entries

void UnsyncedLossFileSystem::wrote(const std::shared_ptr<FileNode>& node, uint64_t end) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (end > node->size) node->size = end;
}

void UnsyncedLossFileSystem::truncated(const std::shared_ptr<FileNode>& node, uint64_t size) {
  std::lock_guard<std::mutex> lock(mutex_);
  node->size = size;
  if (node->synced > size) node->synced = size;
}

void UnsyncedLossFileSystem::synced(const std::shared_ptr<FileNode>& node) {
  std::lock_guard<std::mutex> lock(mutex_);
  node->synced = node->size;
}

void UnsyncedLossFileSystem::directorySynced(const std::string& directory) {
  std::lock_guard<std::mutex> lock(mutex_);
  for (auto entry = durable_.begin(); entry != durable_.end();)
    entry = folder(entry->first) == directory ? durable_.erase(entry) : std::next(entry);
  for (auto& entry : live_)
    if (folder(entry.first) == directory) durable_.insert(entry);
}

// MARK: operations

IOStatus UnsyncedLossFileSystem::NewWritableFile(const std::string& name,
                                                 const FileOptions& options,
                                                 std::unique_ptr<FSWritableFile>* file,
                                                 IODebugContext* debug) {
  IOStatus s = operate();
  if (!s.ok()) return s;
  auto path = normal(name);
  std::lock_guard<std::mutex> lock(mutex_);
  // The bytes of a file that is written anew stay in the attic until the new entry is synced.
  std::error_code ignored;
  if (live_.erase(path)) fs::remove(path, ignored);
  std::unique_ptr<FSWritableFile> inner;
  s = target()->NewWritableFile(path, options, &inner, debug);
  if (!s.ok()) return s;
  auto node = makeNode(path, 0, 0);
  live_[path] = node;
  file->reset(new TrackedFile(this, node, std::move(inner)));
  return s;
}

IOStatus UnsyncedLossFileSystem::ReopenWritableFile(const std::string& name,
                                                    const FileOptions& options,
                                                    std::unique_ptr<FSWritableFile>* file,
                                                    IODebugContext* debug) {
  IOStatus s = operate();
  if (!s.ok()) return s;
  auto path = normal(name);
  std::unique_ptr<FSWritableFile> inner;
  s = target()->ReopenWritableFile(path, options, &inner, debug);
  if (!s.ok()) return s;
  std::lock_guard<std::mutex> lock(mutex_);
  auto node = liveNode(path);
  // Files that came into being behind this file system's back have synced nothing.
  if (!node) node = live_[path] = makeNode(path, inner->GetFileSize(IOOptions(), debug), 0);
  file->reset(new TrackedFile(this, node, std::move(inner)));
  return s;
}

IOStatus UnsyncedLossFileSystem::ReuseWritableFile(const std::string& path, const std::string& old,
                                                   const FileOptions& options,
                                                   std::unique_ptr<FSWritableFile>* file,
                                                   IODebugContext* debug) {
  IOStatus s = RenameFile(old, path, options.io_options, debug);
  return s.ok() ? NewWritableFile(path, options, file, debug) : s;
}

IOStatus UnsyncedLossFileSystem::NewRandomRWFile(const std::string& name,
                                                 const FileOptions& options,
                                                 std::unique_ptr<FSRandomRWFile>* file,
                                                 IODebugContext* debug) {
  IOStatus s = operate();
  if (!s.ok()) return s;
  auto path = normal(name);
  std::unique_ptr<FSRandomRWFile> inner;
  s = target()->NewRandomRWFile(path, options, &inner, debug);
  if (!s.ok()) return s;
  std::lock_guard<std::mutex> lock(mutex_);
  auto node = liveNode(path);
  if (!node) {
    std::error_code ignored;
    node = live_[path] = makeNode(path, fs::file_size(path, ignored), 0);
  }
  file->reset(new TrackedRandomFile(this, node, std::move(inner)));
  return s;
}

IOStatus UnsyncedLossFileSystem::NewDirectory(const std::string& path, const IOOptions& options,
                                              std::unique_ptr<FSDirectory>* directory,
                                              IODebugContext* debug) {
  std::unique_ptr<FSDirectory> inner;
  IOStatus s = target()->NewDirectory(path, options, &inner, debug);
  if (s.ok()) directory->reset(new TrackedDirectory(this, normal(path), std::move(inner)));
  return s;
}

IOStatus UnsyncedLossFileSystem::DeleteFile(const std::string& name, const IOOptions& options,
                                            IODebugContext* debug) {
  IOStatus s = operate();
  if (!s.ok()) return s;
  s = target()->DeleteFile(name, options, debug);
  std::lock_guard<std::mutex> lock(mutex_);
  if (s.ok()) live_.erase(normal(name));
  return s;
}

IOStatus UnsyncedLossFileSystem::Truncate(const std::string& name, size_t size,
                                          const IOOptions& options, IODebugContext* debug) {
  IOStatus s = operate();
  if (s.ok()) s = target()->Truncate(name, size, options, debug);
  if (!s.ok()) return s;
  std::shared_ptr<FileNode> node;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    node = liveNode(normal(name));
  }
  if (node) truncated(node, size);
  return s;
}

IOStatus UnsyncedLossFileSystem::RenameFile(const std::string& from, const std::string& to,
                                            const IOOptions& options, IODebugContext* debug) {
  IOStatus s = operate();
  if (s.ok()) s = target()->RenameFile(from, to, options, debug);
  if (!s.ok()) return s;
  std::lock_guard<std::mutex> lock(mutex_);
  auto node = liveNode(normal(from));
  live_.erase(normal(from));
  live_.erase(normal(to));
  if (node) live_[normal(to)] = node;
  return s;
}

IOStatus UnsyncedLossFileSystem::LinkFile(const std::string& from, const std::string& to,
                                          const IOOptions& options, IODebugContext* debug) {
  IOStatus s = operate();
  if (s.ok()) s = target()->LinkFile(from, to, options, debug);
  if (!s.ok()) return s;
  std::lock_guard<std::mutex> lock(mutex_);
  if (auto node = liveNode(normal(from))) live_[normal(to)] = node;
  return s;
}

// MARK: after the power is back

IOStatus UnsyncedLossFileSystem::restore() {
  crashed_ = true;
  std::lock_guard<std::mutex> lock(mutex_);
  std::error_code error;
  for (auto& entry : live_) fs::remove(entry.first, error);
  for (auto& entry : durable_) {
    const FileNode& node = *entry.second;
    fs::remove(entry.first, error);
    fs::create_directories(folder(entry.first), error);
    // A copy, because the attic's file may have a second durable name.
    fs::copy_file(node.attic, entry.first, error);
    if (error) return status(error);
    auto size = fs::file_size(entry.first, error);
    if (!error && size > node.synced) fs::resize_file(entry.first, node.synced, error);
    if (error) return status(error);
  }
  fs::remove_all(attic_, error);
  live_ = durable_;
  return status(error);
}

}  // namespace sluice
