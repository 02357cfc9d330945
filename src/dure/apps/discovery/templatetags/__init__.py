"""Tags of discovery's templates."""
