// replaced by the first module of this folder
