/// A country of producers, vendors and reviewers.
public enum BSBMCountry: String, CaseIterable, Sendable {
  case unitedStates = "US"
  case unitedKingdom = "GB"
  case japan = "JP"
  case china = "CN"
  case germany = "DE"
  case france = "FR"
  case spain = "ES"
  case russia = "RU"
  case korea = "KR"
  case austria = "AT"

  /// Draws a country: two in five are the United States, one in ten each of the next three, one in
  /// twenty each of the others.
  static func draw(using random: inout SeededRandom) -> BSBMCountry {
    switch random.below(20) {
    case 0...7: .unitedStates
    case 8, 9: .unitedKingdom
    case 10, 11: .japan
    case 12, 13: .china
    case 14: .germany
    case 15: .france
    case 16: .spain
    case 17: .russia
    case 18: .korea
    default: .austria
    }
  }

  /// The country's code, ready to be copied.
  var code: StaticString {
    switch self {
    case .unitedStates: "US"
    case .unitedKingdom: "GB"
    case .japan: "JP"
    case .china: "CN"
    case .germany: "DE"
    case .france: "FR"
    case .spain: "ES"
    case .russia: "RU"
    case .korea: "KR"
    case .austria: "AT"
    }
  }

  /// The tag of the language that reviewers of the country write.
  var language: StaticString {
    switch self {
    case .unitedStates, .unitedKingdom: "en"
    case .japan: "ja"
    case .china: "zh"
    case .germany, .austria: "de"
    case .france: "fr"
    case .spain: "es"
    case .russia: "ru"
    case .korea: "ko"
    }
  }

  /// Whether reviewers of the country write English.
  var isEnglish: Bool { self == .unitedStates || self == .unitedKingdom }
}
