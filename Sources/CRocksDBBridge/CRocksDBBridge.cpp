#include "CRocksDBBridge.h"

#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/options.h>
#include <rocksdb/rate_limiter.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/transaction_log.h>
#include <rocksdb/write_buffer_manager.h>

// The C interface keeps its handles' layouts in its own source file. Each is a struct whose first
// member is what it wraps, so these copies reach it; the static Debian package pins the version.
struct rocksdb_t {
  rocksdb::DB* rep;
};
struct rocksdb_column_family_handle_t {
  rocksdb::ColumnFamilyHandle* rep;
};
struct rocksdb_options_t {
  rocksdb::Options rep;
};
struct rocksdb_cache_t {
  std::shared_ptr<rocksdb::Cache> rep;
};
struct rocksdb_sstfilewriter_t {
  rocksdb::SstFileWriter* rep;
};

namespace {
void save(char** error, const rocksdb::Status& status) {
  if (!status.ok()) *error = strdup(status.ToString().c_str());
}
}  // namespace

void sluice_ingest_files(rocksdb_t* db, rocksdb_column_family_handle_t* const* families,
                         const char* const* files, const char* const* checksums,
                         const size_t* checksum_lengths, size_t count, char** error) {
  rocksdb::IngestExternalFileOptions options;
  options.move_files = true;
  options.snapshot_consistency = true;
  options.allow_global_seqno = true;
  options.allow_blocking_flush = true;
  // The sequence number stays in the manifest: no write into a finished file.
  options.write_global_seqno = false;
  options.verify_checksums_before_ingest = false;
  // The checksum that was computed while the file was written goes into the manifest as it is.
  options.verify_file_checksum = false;
  auto factory = db->rep->GetDBOptions().file_checksum_gen_factory;
  std::string function;
  if (factory) function = factory->CreateFileChecksumGenerator({})->Name();
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (size_t i = 0; i < count; i++) {
    if (arguments.empty() || arguments.back().column_family != families[i]->rep) {
      arguments.emplace_back();
      arguments.back().column_family = families[i]->rep;
      arguments.back().options = options;
    }
    arguments.back().external_files.emplace_back(files[i]);
    if (checksums == nullptr || function.empty()) continue;
    arguments.back().files_checksums.emplace_back(checksums[i], checksum_lengths[i]);
    arguments.back().files_checksum_func_names.push_back(function);
  }
  save(error, db->rep->IngestExternalFiles(arguments));
}

namespace {
class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};
}  // namespace

void sluice_options_disable_info_log(rocksdb_options_t* options) {
  options->rep.info_log = std::make_shared<SilentLogger>();
}

void sluice_options_set_write_buffer_bound(rocksdb_options_t* options, rocksdb_cache_t* cache,
                                           size_t bytes) {
  options->rep.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(
      bytes, cache ? cache->rep : std::shared_ptr<rocksdb::Cache>());
}

size_t sluice_options_write_buffer_bound(rocksdb_options_t* options) {
  auto& manager = options->rep.write_buffer_manager;
  return manager ? manager->buffer_size() : 0;
}

char* sluice_family_options_text(rocksdb_t* db, rocksdb_column_family_handle_t* family) {
  rocksdb::ColumnFamilyDescriptor descriptor;
  std::string text;
  if (!family->rep->GetDescriptor(&descriptor).ok()) return strdup("");
  rocksdb::ConfigOptions config;
  // With the options of the table format inside.
  config.depth = rocksdb::ConfigOptions::kDepthDetailed;
  if (!rocksdb::GetStringFromColumnFamilyOptions(config, descriptor.options, &text).ok())
    return strdup("");
  return strdup(text.c_str());
}

char* sluice_database_options_text(rocksdb_t* db) {
  std::string text;
  rocksdb::ConfigOptions config;
  if (!rocksdb::GetStringFromDBOptions(config, db->rep->GetDBOptions(), &text).ok())
    return strdup("");
  return strdup(text.c_str());
}

void sluice_options_set_file_checksums(rocksdb_options_t* options) {
  options->rep.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
}

char* sluice_sstfilewriter_finish(rocksdb_sstfilewriter_t* writer, size_t* length, char** error) {
  rocksdb::ExternalSstFileInfo info;
  auto status = writer->rep->Finish(&info);
  *length = info.file_checksum.size();
  if (!status.ok()) {
    save(error, status);
    return nullptr;
  }
  char* checksum = static_cast<char*>(malloc(*length + 1));
  if (checksum != nullptr) memcpy(checksum, info.file_checksum.data(), *length);
  return checksum;
}

void sluice_verify_block_checksums(rocksdb_t* db, char** error) {
  rocksdb::ReadOptions options;
  options.readahead_size = 2 << 20;
  save(error, db->rep->VerifyChecksum(options));
}

void sluice_verify_file_checksums(rocksdb_t* db, char** error) {
  rocksdb::ReadOptions options;
  options.readahead_size = 2 << 20;
  save(error, db->rep->VerifyFileChecksums(options));
}

size_t sluice_database_write_buffer_bound(rocksdb_t* db) {
  auto manager = db->rep->GetDBOptions().write_buffer_manager;
  return manager ? manager->buffer_size() : 0;
}

int64_t sluice_database_rate_limit(rocksdb_t* db) {
  auto limiter = db->rep->GetDBOptions().rate_limiter;
  return limiter ? limiter->GetBytesPerSecond() : 0;
}

uint64_t sluice_database_log_number(rocksdb_t* db) {
  std::unique_ptr<rocksdb::LogFile> file;
  return db->rep->GetCurrentWalFile(&file).ok() && file ? file->LogNumber() : 0;
}

int sluice_share_lock(int descriptor) {
  struct flock lock = {};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  return fcntl(descriptor, F_OFD_SETLK, &lock);
}

const void* sluice_find(const void* bytes, size_t count, const void* part, size_t part_count) {
  return memmem(bytes, count, part, part_count);
}
