"""Other people's incidents: tables with columns like those of ACLED, UCDP and others become incidents of geomap."""
