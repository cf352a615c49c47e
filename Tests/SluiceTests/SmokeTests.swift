import Testing
@testable import Sluice
