-- Runs once, when the data volume is new: messages and settings of Homer, which makes their tables itself.
CREATE DATABASE homer_data;
CREATE DATABASE homer_config;
