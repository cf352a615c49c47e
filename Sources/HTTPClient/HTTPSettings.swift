/// How requests are made, and what bounds their answers.
public struct HTTPSettings: Hashable, Sendable {
  /// Which addresses may be connected to.
  ///
  /// Default: public ones. Whoever allows others lets the authors of queries reach what only this machine can.
  public var addresses = AddressPolicy.publicOnly
  /// Seconds for looking up a host and connecting to it.
  ///
  /// Default 10.
  public var connectSeconds = 10.0
  /// Seconds for a whole request, redirects and the reading of the body among them; nil is no bound.
  ///
  /// Default 60.
  public var totalSeconds: Double? = 60
  /// Seconds that a server may say nothing while it is waited for.
  ///
  /// Default 30. A reader that takes its time is not the server's silence.
  public var silenceSeconds = 30.0
  /// Most bytes of a body.
  ///
  /// Default 256 MiB.
  public var responseBytes = 256 << 20
  /// Most redirects that are followed.
  ///
  /// Default 5.
  public var redirects = 5

  /// Makes the default settings.
  public init() {}
}
