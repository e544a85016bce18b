"""How each device behaves at the bedside; the wire formats are those of the drivers."""
