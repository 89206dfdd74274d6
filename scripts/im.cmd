@echo off
rem Runs im from this checkout, in the caller's working directory: scripts\im ARGS...
rem Deno comes from PATH; the dependencies from JSR or npm (IM_REGISTRY=jsr or npm decides by hand).
setlocal
where deno >nul 2>nul
if errorlevel 1 (
  echo error: Deno is not on PATH: see https://deno.com 1>&2
  exit /b 3
)
set DENO_NO_UPDATE_CHECK=1
deno run --quiet --no-lock --no-prompt -A "%~dp0deno.ts" run --quiet --no-prompt --allow-all "%~dp0..\main.ts" %*
exit /b %errorlevel%
