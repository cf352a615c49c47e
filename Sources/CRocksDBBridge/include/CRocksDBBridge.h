// What RocksDB's C interface (rocksdb/c.h, 7.8) lacks and Sluice needs. Plain C functions over the
// handles of the C interface; an error comes back as a malloc'ed message in *error, as there.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <rocksdb/c.h>

#ifdef __cplusplus
extern "C" {
#endif

// Ingests SST files into several families in one atomic step. File i goes to families[i]; files of one
// family stand together. The files are moved into the store.
void sluice_ingest_files(rocksdb_t* db, rocksdb_column_family_handle_t* const* families,
                         const char* const* files, size_t count, char** error);

// Bounds all memtables of a store to `bytes`, charged to `cache` where it is not null.
void sluice_options_set_write_buffer_bound(rocksdb_options_t* options, rocksdb_cache_t* cache,
                                           size_t bytes);

// The bound on memtables that `options` carry, in bytes; 0 for none.
size_t sluice_options_write_buffer_bound(rocksdb_options_t* options);

// The options that a family of an open store really runs with, as RocksDB's own text
// ("name=value" joined by ';'), malloc'ed.
char* sluice_family_options_text(rocksdb_t* db, rocksdb_column_family_handle_t* family);

// The same for the options of the whole store.
char* sluice_database_options_text(rocksdb_t* db);

#ifdef __cplusplus
}
#endif
