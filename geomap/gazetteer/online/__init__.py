"""Online geocoders, for names that no gazetteer knows: only when asked for, and only names leave the machine."""

from geomap.gazetteer.online.geocoder import Geocoder

__all__ = ["Geocoder"]
