@echo off
rem Maven, as it lies in lib\maven: no network is needed, and nothing is written outside of this folder.
setlocal
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "MAVEN=%HERE%\lib\maven\apache-maven"
for %%j in ("%MAVEN%\boot\plexus-classworlds-*.jar") do set "WORLDS=%%j"
"%JAVA%" -classpath "%WORLDS%" "-Dclassworlds.conf=%MAVEN%\bin\m2.conf" "-Dmaven.home=%MAVEN%" ^
  "-Dmaven.multiModuleProjectDirectory=%HERE%" org.codehaus.plexus.classworlds.launcher.Launcher ^
  "-Dmaven.repo.local=%HERE%\.mm\repository" --batch-mode %*
exit /b %ERRORLEVEL%
