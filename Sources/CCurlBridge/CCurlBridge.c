#include "CCurlBridge.h"

#include <dlfcn.h>

// libcurl's functions by their names, each in a field of the library's table.
#define SLUICE_CURL_FUNCTIONS(each) \
  each(easy_init) each(easy_cleanup) each(easy_pause) each(easy_strerror) \
  each(multi_init) each(multi_cleanup) each(multi_add_handle) each(multi_remove_handle) \
  each(multi_perform) each(multi_info_read) each(slist_append) each(slist_free_all) \
  each(url) each(url_cleanup) each(url_set) each(url_get) each(free) each(global_init) \
  each(easy_setopt) each(multi_poll)

static struct {
#define SLUICE_FIELD(name) __typeof__(curl_##name) *name;
  SLUICE_CURL_FUNCTIONS(SLUICE_FIELD)
} curl;

const char *sluice_curl_start(void) {
  // The name that every libcurl since 2006 has, with and without OpenSSL.
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) return "libcurl.so.4 is not installed or cannot be loaded";
#define SLUICE_FIND(name) \
  if (!(curl.name = (__typeof__(curl.name))dlsym(library, "curl_" #name))) \
    return "libcurl is older than 7.87: it has no curl_" #name;
  SLUICE_CURL_FUNCTIONS(SLUICE_FIND)
  return curl.global_init(CURL_GLOBAL_DEFAULT) ? "libcurl cannot be prepared" : 0;
}

CURL *sluice_curl_easy_init(void) { return curl.easy_init(); }

void sluice_curl_easy_cleanup(CURL *easy) { curl.easy_cleanup(easy); }

CURLcode sluice_curl_easy_pause(CURL *easy, int mask) { return curl.easy_pause(easy, mask); }

const char *sluice_curl_easy_strerror(CURLcode code) { return curl.easy_strerror(code); }

CURLM *sluice_curl_multi_init(void) { return curl.multi_init(); }

CURLMcode sluice_curl_multi_cleanup(CURLM *multi) { return curl.multi_cleanup(multi); }

CURLMcode sluice_curl_multi_add_handle(
    CURLM *multi, CURL *easy) {
  return curl.multi_add_handle(multi, easy);
}

CURLMcode sluice_curl_multi_remove_handle(
    CURLM *multi, CURL *easy) {
  return curl.multi_remove_handle(multi, easy);
}

CURLMcode sluice_curl_multi_perform(
    CURLM *multi, int *running) {
  return curl.multi_perform(multi, running);
}

CURLMsg *sluice_curl_multi_info_read(
    CURLM *multi, int *waiting) {
  return curl.multi_info_read(multi, waiting);
}

struct curl_slist *sluice_curl_slist_append(
    struct curl_slist *list, const char *line) {
  return curl.slist_append(list, line);
}

void sluice_curl_slist_free_all(struct curl_slist *list) { curl.slist_free_all(list); }

CURLU *sluice_curl_url(void) { return curl.url(); }

void sluice_curl_url_cleanup(CURLU *url) { curl.url_cleanup(url); }

CURLUcode sluice_curl_url_set(
    CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
  return curl.url_set(url, part, text, flags);
}

CURLUcode sluice_curl_url_get(
    CURLU *url, CURLUPart part, char **text, unsigned int flags) {
  return curl.url_get(url, part, text, flags);
}

void sluice_curl_free(void *memory) { curl.free(memory); }

CURLMcode sluice_curl_multi_poll(CURLM *multi, int milliseconds) {
  return curl.multi_poll(multi, 0, 0, milliseconds, 0);
}

CURLcode sluice_curl_set_number(CURL *easy, CURLoption option, long value) {
  return curl.easy_setopt(easy, option, value);
}

CURLcode sluice_curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl.easy_setopt(easy, option, value);
}

CURLcode sluice_curl_set_body(CURL *easy, const char *bytes, curl_off_t count) {
  CURLcode code = curl.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, count);
  return code ? code : curl.easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes);
}

CURLcode sluice_curl_set_headers(CURL *easy, struct curl_slist *headers) {
  return curl.easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

CURLcode sluice_curl_set_error_buffer(CURL *easy, char *buffer) {
  return curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

CURLcode sluice_curl_set_callbacks(
    CURL *easy, void *context, sluice_curl_take head, sluice_curl_take body,
    sluice_curl_open open) {
  CURLcode code = curl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, head);
  if (!code) code = curl.easy_setopt(easy, CURLOPT_HEADERDATA, context);
  if (!code) code = curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  if (!code) code = curl.easy_setopt(easy, CURLOPT_WRITEDATA, context);
  if (!code) code = curl.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open);
  if (!code) code = curl.easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
  return code;
}

CURLcode sluice_curl_result(const CURLMsg *message) { return message->data.result; }
