@echo off
rem As the script beside it, for Windows.
setlocal
set ELECTRON_RUN_AS_NODE=1
if not defined GRADERS_NODE set GRADERS_NODE=node
"%GRADERS_NODE%" "%~dp0..\cli.mjs" %*
