"""What is measured; `python -m benchmarks` measures it, and README.md here tells what came of it."""
