"""What differs between Sphinx's builders."""
