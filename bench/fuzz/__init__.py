"""A coverage-guided fuzzer for everything that reads what people write."""
