import Testing
@testable import PipelineFiles
