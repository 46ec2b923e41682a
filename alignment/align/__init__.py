"""Plan items x missions -> verdicts: features, calibrated scores, reasons."""
