"""Fields that name a source by their place: bylines, datelines, credit lines."""
