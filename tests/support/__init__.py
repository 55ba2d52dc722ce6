"""What tests share: fakes that speak HTTP, generated exports, a browser."""
