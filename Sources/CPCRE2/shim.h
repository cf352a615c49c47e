// Regular expressions over UTF-8, for REGEX and REPLACE.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
