"""The offline basemap that maps and briefings share: land, borders and names, from Natural Earth and GeoNames."""
