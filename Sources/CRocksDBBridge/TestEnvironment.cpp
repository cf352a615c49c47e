// The C side of the Env that forgets unsynced writes.
#include "CRocksDBBridge.h"

#include <cstring>
#include <memory>

#include <rocksdb/env.h>
#include <rocksdb/options.h>

#include "UnsyncedLossFileSystem.h"

struct rocksdb_options_t {
  rocksdb::Options rep;
};

struct sluice_test_env_t {
  std::shared_ptr<sluice::UnsyncedLossFileSystem> disk;
  std::unique_ptr<rocksdb::Env> env;
};

sluice_test_env_t* sluice_test_env_create(const char* root) {
  auto result = new sluice_test_env_t;
  result->disk = std::make_shared<sluice::UnsyncedLossFileSystem>(root);
  result->env = rocksdb::NewCompositeEnv(result->disk);
  return result;
}

void sluice_test_env_destroy(sluice_test_env_t* env) { delete env; }

void sluice_options_set_test_env(rocksdb_options_t* options, sluice_test_env_t* env) {
  options->rep.env = env->env.get();
}

void sluice_test_env_crash(sluice_test_env_t* env) { env->disk->crash(); }

void sluice_test_env_crash_after(sluice_test_env_t* env, uint64_t operations) {
  env->disk->crashAfter(operations);
}

int sluice_test_env_is_crashed(sluice_test_env_t* env) { return env->disk->isCrashed() ? 1 : 0; }

uint64_t sluice_test_env_operations(sluice_test_env_t* env) { return env->disk->operations(); }

void sluice_test_env_restore(sluice_test_env_t* env, char** error) {
  auto status = env->disk->restore();
  if (!status.ok()) *error = strdup(status.ToString().c_str());
}
