// One request to one server, driven by whoever reads its answer.
//
//     read ──► bytes in the buffer?  yes ─► the caller's memory; a transfer that paused goes on
//              no ─► libcurl moves what is there, or waits 40 ms ─► the limits ─► again
//
// No thread runs but the caller's (libcurl has one of its own for looking up a host). So nothing is read from the
// network that nobody asks for: a buffer that is full pauses the transfer, and the server waits. Each exchange has
// a connection of its own, which ends with it.

import CCurl
import CCurlBridge

/// A request under way; one thread at a time.
final class Exchange {
  private let address: HTTPAddress
  private let settings: HTTPSettings
  private let patience: Patience
  private let easy: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  private var requestHeaders: UnsafeMutablePointer<curl_slist>?
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  private(set) var head = ResponseHead()
  private let body = BodyBuffer()
  /// Bytes of the body that have come.
  private(set) var receivedBytes = 0
  private var isPaused = false
  /// How the transfer ended.
  private var result: CURLcode?
  /// Why a callback has ended it.
  private var failure: HTTPError.Cause?
  /// The last address that may not be connected to, while no other was tried.
  private var refused: NetworkAddress?
  private var hasTriedAny = false
  private var lastHeard = ContinuousClock.now

  /// Prepares a request; nothing is sent yet.
  init(
    _ request: HTTPRequest, to address: HTTPAddress, _ settings: HTTPSettings, _ patience: Patience
  ) throws(HTTPError) {
    self.address = address
    self.settings = settings
    self.patience = patience
    guard let easy = sluice_curl_easy_init() else {
      errorText.deallocate()
      throw HTTPError(url: address.text, .unreachable("libcurl cannot be used"))
    }
    guard let multi = sluice_curl_multi_init() else {
      errorText.deallocate()
      sluice_curl_easy_cleanup(easy)
      throw HTTPError(url: address.text, .unreachable("libcurl cannot be used"))
    }
    self.easy = easy
    self.multi = multi
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    guard configure(request), sluice_curl_multi_add_handle(multi, easy) == CURLM_OK else {
      throw HTTPError(url: address.text, .unreachable("libcurl refuses the request"))
    }
  }

  deinit {
    sluice_curl_multi_remove_handle(multi, easy)
    sluice_curl_easy_cleanup(easy)
    sluice_curl_multi_cleanup(multi)
    sluice_curl_slist_free_all(requestHeaders)
    errorText.deallocate()
  }

  // MARK: the answer

  /// Sends the request and waits for the head of its answer.
  func awaitHead() throws(HTTPError) {
    lastHeard = .now
    while !head.isComplete {
      if let result { throw error(result) }
      try step()
    }
  }

  /// Fills the front of `buffer` and returns how many bytes; 0 only at the end of the body.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(HTTPError) -> Int {
    if buffer.isEmpty { return 0 }
    lastHeard = .now
    while true {
      if let failure { throw HTTPError(url: address.text, failure) }
      if body.count > 0 { return body.move(into: buffer) }
      if isPaused {
        isPaused = false
        // Calls back with the piece that had no room.
        sluice_curl_easy_pause(easy, CURLPAUSE_CONT)
        continue
      }
      if let result {
        guard result == CURLE_OK else { throw error(result) }
        return 0
      }
      try step()
    }
  }

  /// Moves what is there, or waits a little.
  private func step() throws(HTTPError) {
    if let failure = patience.failure(lastHeard: lastHeard) {
      throw HTTPError(url: address.text, failure)
    }
    var running: Int32 = 0
    guard sluice_curl_multi_perform(multi, &running) == CURLM_OK else {
      throw HTTPError(url: address.text, .broken("libcurl has lost the transfer"))
    }
    var waiting: Int32 = 0
    while let message = sluice_curl_multi_info_read(multi, &waiting) {
      if message.pointee.msg == CURLMSG_DONE { result = sluice_curl_result(message) }
    }
    if result != nil || body.count > 0 || isPaused { return }
    sluice_curl_multi_poll(multi, Patience.pollMilliseconds)
  }

  private func error(_ code: CURLcode) -> HTTPError {
    HTTPError(url: address.text, failure ?? cause(code))
  }

  private func cause(_ code: CURLcode) -> HTTPError.Cause {
    let detail = String(cString: errorText)
    let text = detail.isEmpty ? String(cString: sluice_curl_easy_strerror(code)) : detail
    switch code {
    case CURLE_COULDNT_CONNECT:
      if let refused { return .addressRefused(refused) }
      return .unreachable("nothing answers there · \(text)")
    case CURLE_COULDNT_RESOLVE_HOST: return .unreachable("there is no such host · \(text)")
    case CURLE_OPERATION_TIMEDOUT: return .connectTimedOut(seconds: settings.connectSeconds)
    case CURLE_OK: return .broken("the answer has no head")
    default: return .broken("the connection was lost or is no HTTP · \(text)")
    }
  }

  // MARK: what libcurl calls

  /// Takes a line of the head; false ends the transfer.
  func takeHead(_ line: UnsafeRawBufferPointer) -> Bool {
    lastHeard = .now
    guard line.withMemoryRebound(to: UInt8.self, { head.take($0) }) else {
      failure = .tooLarge(limitBytes: ResponseHead.maximumBytes)
      return false
    }
    let length = head.isComplete ? head["content-length"].flatMap { Int($0) } : nil
    guard let length, length > settings.responseBytes, head.status < 300 else { return true }
    failure = .tooLarge(limitBytes: settings.responseBytes)
    return false
  }

  /// What becomes of a piece of the body.
  enum Taking {
    case taken, noRoom, failed
  }

  /// Takes a piece of the body.
  func takeBody(_ piece: UnsafeRawBufferPointer) -> Taking {
    lastHeard = .now
    guard receivedBytes + piece.count <= settings.responseBytes else {
      failure = .tooLarge(limitBytes: settings.responseBytes)
      return .failed
    }
    guard body.append(piece) else {
      isPaused = true
      return .noRoom
    }
    receivedBytes += piece.count
    return .taken
  }

  /// Whether an address may be connected to.
  func mayConnect(to address: NetworkAddress?) -> Bool {
    guard let address else { return false }
    guard settings.addresses.allows(address) else {
      if !hasTriedAny { refused = address }
      return false
    }
    (refused, hasTriedAny) = (nil, true)
    return true
  }

  // MARK: preparation

  private func configure(_ request: HTTPRequest) -> Bool {
    for header in request.headers + [HTTPRequest.Header("Expect", "")] {
      // A header without a value is one that libcurl would send by itself and does not.
      let line = header.value.isEmpty ? header.name + ":" : "\(header.name): \(header.value)"
      guard let list = sluice_curl_slist_append(requestHeaders, line) else { return false }
      requestHeaders = list
    }
    var codes = [
      sluice_curl_set_error_buffer(easy, errorText),
      sluice_curl_set_headers(easy, requestHeaders),
      sluice_curl_set_callbacks(
        easy, Unmanaged.passUnretained(self).toOpaque(), takeHeadOfExchange, takeBodyOfExchange,
        openSocketOfExchange),
    ]
    codes += ExchangeOptions.texts(address).map { sluice_curl_set_text(easy, $0, $1) }
    codes += ExchangeOptions.numbers(settings).map { sluice_curl_set_number(easy, $0, $1) }
    if let body = request.body {
      codes.append(
        body.withUnsafeBytes { bytes in
          // libcurl takes no null for an empty body.
          let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
          return sluice_curl_set_body(
            easy, start ?? UnsafePointer(errorText), curl_off_t(bytes.count))
        })
    }
    return codes.allSatisfy { $0 == CURLE_OK }
  }
}
