"""An action done, told, asked about question by question and written."""
