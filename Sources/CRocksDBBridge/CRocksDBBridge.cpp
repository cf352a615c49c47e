#include "CRocksDBBridge.h"
