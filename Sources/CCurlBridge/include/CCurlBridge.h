// What Swift cannot call in libcurl: functions with a variable number of arguments.
//
// Each function here is one such call for one type of argument. Nothing is decided here; options and callbacks
// are chosen in Swift, in HTTPClient/Exchange.
#ifndef SLUICE_CURL_BRIDGE_H
#define SLUICE_CURL_BRIDGE_H

#include <curl/curl.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Prepares libcurl; once, before anything else.
CURLcode sluice_curl_start(void);

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
