// What is the same for all expressions of one query, on whatever thread.

import RDF

/// The surroundings of a query's functions.
///
/// Fixed when the query starts, and handed to a ``FunctionContext`` a thread.
public struct FunctionSettings: Sendable {
  /// What `NOW()` gives throughout the query; with a time zone.
  public var now: XSDDateTime
  /// What `IRI()` resolves against, or nil; then a relative reference is an error.
  public var base: IRIBase?
  /// The zone of dates and times that have none, or nil.
  ///
  /// Without one, as the specification's tests expect, the order of a date with a zone and one without
  /// is an error where they are within 14 hours.
  public var implicitTimeZone: XSDTimeZone?
  /// Where random numbers start, for tests, or nil for those of the system.
  public var seed: UInt64?
  /// Tells this query's blank nodes from those of any other.
  let blankNodeScope: (UInt64, UInt64)

  /// Makes settings.
  public init(
    now: XSDDateTime, base: IRIBase? = nil, implicitTimeZone: XSDTimeZone? = nil,
    seed: UInt64? = nil
  ) {
    self.now = now
    self.base = base
    self.implicitTimeZone = implicitTimeZone
    self.seed = seed
    var random = FunctionRandom(seed: seed, stream: 0)
    blankNodeScope = (random.next(), random.next())
  }
}
