// What RocksDB's C interface (rocksdb/c.h, 7.8) lacks and Sluice needs. Plain C functions over the
// handles of the C interface; an error comes back as a malloc'ed message in *error, as there.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <rocksdb/c.h>

#ifdef __cplusplus
extern "C" {
#endif

// Ingests SST files into several families in one atomic step. File i goes to families[i]; files of
// one family stand together. The files are moved into the store. checksums[i] is what
// sluice_sstfilewriter_finish returned for the file; where checksums is null RocksDB reads the
// files.
void sluice_ingest_files(rocksdb_t* db, rocksdb_column_family_handle_t* const* families,
                         const char* const* files, const char* const* checksums,
                         const size_t* checksum_lengths, size_t count, char** error);

// Bounds all memtables of a store to `bytes`, charged to `cache` where it is not null.
void sluice_options_set_write_buffer_bound(rocksdb_options_t* options, rocksdb_cache_t* cache,
                                           size_t bytes);

// Writes no LOG file: on a full disk RocksDB's own log fails an assertion of its file writer and takes
// the process with it. What matters comes back as a status.
void sluice_options_disable_info_log(rocksdb_options_t* options);

// The bound on memtables that `options` carry, in bytes; 0 for none.
size_t sluice_options_write_buffer_bound(rocksdb_options_t* options);

// The options that a family of an open store really runs with, as RocksDB's own text
// ("name=value" joined by ';'), malloc'ed.
char* sluice_family_options_text(rocksdb_t* db, rocksdb_column_family_handle_t* family);

// As sluice_family_options_text, for the options of the whole store.
char* sluice_database_options_text(rocksdb_t* db);

// Keeps a checksum of each whole SST file in the manifest, so that a flip in any byte is found.
void sluice_options_set_file_checksums(rocksdb_options_t* options);

// Finishes and syncs an SST file and returns the checksum of its bytes, malloc'ed, `length` bytes
// that are not text; null on an error.
char* sluice_sstfilewriter_finish(rocksdb_sstfilewriter_t* writer, size_t* length, char** error);

// Reads every block of every live SST file and checks its checksum.
void sluice_verify_block_checksums(rocksdb_t* db, char** error);

// Reads every live SST file whole and checks it against the manifest's checksum, where it has one.
void sluice_verify_file_checksums(rocksdb_t* db, char** error);

// The bound on memtables that an open store runs with, in bytes; 0 for none.
size_t sluice_database_write_buffer_bound(rocksdb_t* db);

// The rate limit of background writes that an open store runs with, in bytes a second; 0 for none.
int64_t sluice_database_rate_limit(rocksdb_t* db);

// The number of the write-ahead log that the next write goes to; 0 where it cannot be told.
uint64_t sluice_database_log_number(rocksdb_t* db);

// Locks an open file for reading, without waiting: 0, or -1 with errno. The lock belongs to the open file and
// not to the process (F_OFD_SETLK), so that a process may hold several and RocksDB's own lock beside them.
int sluice_share_lock(int descriptor);

// CRC-32C of `count` bytes behind others whose checksum is `crc`; 0 for none before.
uint32_t sluice_crc32c(uint32_t crc, const void* bytes, size_t count);

// The same without the processor's instruction, for processors that lack it.
uint32_t sluice_crc32c_by_tables(uint32_t crc, const void* bytes, size_t count);

// Where `part` first stands in `bytes`, or null. The C library's memmem, which Swift does not see.
const void* sluice_find(const void* bytes, size_t count, const void* part, size_t part_count);

// An Env for durability tests that forgets what was not synced; see UnsyncedLossFileSystem.h.
typedef struct sluice_test_env_t sluice_test_env_t;

// Makes one for the files below `root`; those that exist count as synced. It must outlive the
// stores opened with it.
sluice_test_env_t* sluice_test_env_create(const char* root);
void sluice_test_env_destroy(sluice_test_env_t* env);
void sluice_options_set_test_env(rocksdb_options_t* options, sluice_test_env_t* env);

// The power goes: from now on every write fails.
void sluice_test_env_crash(sluice_test_env_t* env);

// The power goes once `operations` more changes of the disk have been done.
void sluice_test_env_crash_after(sluice_test_env_t* env, uint64_t operations);
int sluice_test_env_is_crashed(sluice_test_env_t* env);

// Changes of the disk so far.
uint64_t sluice_test_env_operations(sluice_test_env_t* env);

// The power is back: the files below `root` hold what had been synced. Only once the store is
// closed.
void sluice_test_env_restore(sluice_test_env_t* env, char** error);

#ifdef __cplusplus
}
#endif
