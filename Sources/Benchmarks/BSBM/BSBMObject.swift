/// What stands at the end of a statement; its text is made only where it is written.
enum BSBMObject {
  case resource(BSBMResource)
  case type(BSBMClass)
  case country(BSBMCountry)
  /// The page of an offer, whose IRI is the offer's with a slash after it.
  case page(BSBMResource)
  /// The home page of a producer or a vendor.
  case homepage(BSBMResource)
  case integer(Int)
  /// An amount of US dollars.
  case price(cents: Int)
  case date(BSBMDay)
  /// The start of a day, with its time.
  case dateTime(BSBMDay)
  case text(BSBMText)
  /// A plain literal that is always the same.
  case phrase(StaticString)
  /// A person's name.
  case name(seed: UInt64)
  /// Forty hexadecimal digits.
  case mailboxHash(seed: UInt64)
}
