/// What is chosen about a reviewer.
struct BSBMReviewer {
  let country: BSBMCountry
  let day: BSBMDay
  let nameSeed: UInt64
  let mailboxSeed: UInt64

  /// Draws reviewer `number` of a dataset.
  init(_ number: Int, seed: UInt64) {
    var random = BSBMStream.reviewer.random(seed: seed, number: number)
    country = .draw(using: &random)
    day = .current.later(by: random.within(BSBMProfile.reviewerDaysAhead))
    nameSeed = random.next()
    mailboxSeed = random.next()
  }
}

/// What is chosen about a producer or a vendor.
struct BSBMCompany {
  let country: BSBMCountry
  let day: BSBMDay
  let label: BSBMText
  let comment: BSBMText

  /// Draws producer `number` of a dataset.
  static func producer(_ number: Int, seed: UInt64) -> BSBMCompany {
    BSBMCompany(BSBMStream.producer.random(seed: seed, number: number)) { random in
      .first.later(by: random.within(BSBMProfile.producerDays))
    }
  }

  /// Draws vendor `number` of a dataset.
  static func vendor(_ number: Int, seed: UInt64) -> BSBMCompany {
    BSBMCompany(BSBMStream.vendor.random(seed: seed, number: number)) { random in
      .current.earlier(by: random.within(BSBMProfile.offerDaysAgo))
    }
  }

  private init(_ stream: SeededRandom, drawDay: (inout SeededRandom) -> BSBMDay) {
    var random = stream
    country = .draw(using: &random)
    day = drawDay(&random)
    label = BSBMText(words: BSBMProfile.labelWords, using: &random)
    comment = BSBMText(words: BSBMProfile.commentWords, using: &random)
  }
}
