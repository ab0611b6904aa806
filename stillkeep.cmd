@echo off
rem Starts Stillkeep; builds it first when there is no jar. STILLKEEP_MEMORY says how much memory Java's objects may take, e.g. 96m;
rem STILLKEEP_JAVA_OPTS adds flags for the virtual machine.
setlocal
set "HERE=%~dp0"
set "JAVA=java"
set "MEMORY="
if defined STILLKEEP_MEMORY set "MEMORY=-Xmx%STILLKEEP_MEMORY%"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo error: no Java found 1>&2
  echo hint: install a JDK 17 or newer, or set JAVA_HOME 1>&2
  exit /b 2
)
call :findjar
if not defined JAR if exist "%HERE%pom.xml" (
  echo building Stillkeep, once ... 1>&2
  pushd "%HERE%"
  call mvnw.cmd -q -DskipTests package 1>&2
  popd
  call :findjar
)
if not defined JAR (
  echo error: no stillkeep.jar beside %HERE%stillkeep.cmd 1>&2
  echo hint: unpack the whole release, or run from a source folder 1>&2
  exit /b 2
)
set "OPTIONS=%HERE%installer\jvm.options"
if not exist "%OPTIONS%" set "OPTIONS=%HERE%lib\jvm.options"
"%JAVA%" "@%OPTIONS%" %MEMORY% -Djava.awt.headless=true %STILLKEEP_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:findjar
set "JAR="
if exist "%HERE%lib\stillkeep.jar" set "JAR=%HERE%lib\stillkeep.jar"
for %%f in ("%HERE%target\stillkeep-*.jar") do set "JAR=%%~ff"
exit /b 0
