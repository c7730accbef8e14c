@echo off
rem Starts the grader: mm --help. A JDK 17 or later is all it needs.
setlocal
chcp 65001 >nul
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -jar "%~dp0mm.jar" %*
exit /b %ERRORLEVEL%
