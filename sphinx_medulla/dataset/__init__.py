"""What a flow is: its types, its reader and the questions to ask. Imports no other package."""
