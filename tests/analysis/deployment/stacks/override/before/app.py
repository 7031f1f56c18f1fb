MODEL = "phi3:mini"
