// libcurl as Sluice calls it.
//
// The library is loaded at the first request, not with the process: it brings some thirty others along, whose
// symbols would cost every command of Sluice 15 to 20 ms of its start, of which few ask the network for anything.
//
//     sluice_curl_start() -> dlopen("libcurl.so.4") -> a table of functions -> curl_global_init
//
// Functions named like libcurl's are libcurl's. Those with a variable number of arguments, which Swift cannot
// call, have one function here for each type of argument. Nothing is decided here; options and callbacks are
// chosen in Swift, in HTTPClient/Exchange.
#ifndef SLUICE_CURL_BRIDGE_H
#define SLUICE_CURL_BRIDGE_H

#include <curl/curl.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Loads and prepares libcurl; once, before anything else.
///
/// Gives back null, or why libcurl cannot be used, a text that is never freed.
const char *sluice_curl_start(void);

CURL *sluice_curl_easy_init(void);
void sluice_curl_easy_cleanup(CURL *easy);
CURLcode sluice_curl_easy_pause(CURL *easy, int mask);
const char *sluice_curl_easy_strerror(CURLcode code);
CURLM *sluice_curl_multi_init(void);
CURLMcode sluice_curl_multi_cleanup(CURLM *multi);
CURLMcode sluice_curl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode sluice_curl_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode sluice_curl_multi_perform(CURLM *multi, int *running);
CURLMcode sluice_curl_multi_poll(CURLM *multi, int milliseconds);
CURLMsg *sluice_curl_multi_info_read(CURLM *multi, int *waiting);
struct curl_slist *sluice_curl_slist_append(struct curl_slist *list, const char *line);
void sluice_curl_slist_free_all(struct curl_slist *list);
CURLU *sluice_curl_url(void);
void sluice_curl_url_cleanup(CURLU *url);
CURLUcode sluice_curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
CURLUcode sluice_curl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags);
void sluice_curl_free(void *memory);

/// Sets an option that is a number.
CURLcode sluice_curl_set_number(CURL *easy, CURLoption option, long value);

/// Sets an option that is a text; libcurl copies it.
CURLcode sluice_curl_set_text(CURL *easy, CURLoption option, const char *value);

/// Sets the body of a POST, which libcurl copies.
CURLcode sluice_curl_set_body(CURL *easy, const char *bytes, curl_off_t count);

/// Sets the request's headers, which must outlive the transfer.
CURLcode sluice_curl_set_headers(CURL *easy, struct curl_slist *headers);

/// Sets where an error's text goes: CURL_ERROR_SIZE bytes, which must outlive the transfer.
CURLcode sluice_curl_set_error_buffer(CURL *easy, char *buffer);

/// Takes bytes of the head or the body; gives back how many it took, or CURL_WRITEFUNC_PAUSE.
typedef size_t (*sluice_curl_take)(char *bytes, size_t size, size_t count, void *context);

/// Makes the socket for an address, or refuses with CURL_SOCKET_BAD.
typedef curl_socket_t (*sluice_curl_open)(
    void *context, curlsocktype purpose, struct curl_sockaddr *address);

/// Sets what libcurl calls, each time with `context`.
CURLcode sluice_curl_set_callbacks(
    CURL *easy, void *context, sluice_curl_take head, sluice_curl_take body, sluice_curl_open open);

/// How the transfer of a CURLMSG_DONE ended.
CURLcode sluice_curl_result(const CURLMsg *message);

#ifdef __cplusplus
}
#endif

#endif
