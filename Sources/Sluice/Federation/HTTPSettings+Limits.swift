import HTTPClient
import QueryEngine

extension HTTPSettings {
  /// The settings for documents that LOAD reads, which go through and are not held: any time, as long as the server
  /// says something, and 1 GiB.
  public static var documents: HTTPSettings {
    var settings = HTTPSettings()
    settings.totalSeconds = nil
    settings.responseBytes = 1 << 30
    return settings
  }

  /// The settings with the time that a query leaves.
  func within(_ limits: RequestLimits) -> HTTPSettings {
    var settings = self
    if let left = limits.secondsLeft { settings.totalSeconds = min(totalSeconds ?? left, left) }
    return settings
  }
}
