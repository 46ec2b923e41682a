"""What the page shows: plain values, every text cleaned; the templates escape them."""
