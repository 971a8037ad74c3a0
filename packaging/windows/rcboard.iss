; The installer, made with Inno Setup 6 from dist\rcboard (packaging/build folder on Windows):
;     iscc /DVersion=1.0.0 packaging\windows\rcboard.iss
; For one user without any rights (the default), or for everybody: /ALLUSERS. Silent: /VERYSILENT /SUPPRESSMSGBOXES.
; It installs no updater and starts nothing by itself.
#ifndef Version
  #error Give the version: iscc /DVersion=1.0.0
#endif

[Setup]
AppId={{5B0D7C52-7C0B-4D0B-9A0E-2F6C7B1C2A11}
AppName=rcboard
AppVersion={#Version}
AppPublisher=The rcboard developers
DefaultDirName={autopf}\rcboard
DefaultGroupName=rcboard
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=rcboard-{#Version}-setup
SetupIconFile=..\..\build\icons\rcboard.ico
UninstallDisplayIcon={app}\rcboard.exe
Compression=lzma2
SolidCompression=yes
CloseApplications=yes
WizardStyle=modern

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"
Name: "german"; MessagesFile: "compiler:Languages\German.isl"
Name: "french"; MessagesFile: "compiler:Languages\French.isl"
Name: "spanish"; MessagesFile: "compiler:Languages\Spanish.isl"

[Tasks]
Name: "autostart"; Description: "{cm:AutoStartProgram,rcboard}"; Flags: unchecked
Name: "path"; Description: "PATH: rcboard-cli"; Flags: unchecked

[Files]
Source: "..\..\dist\rcboard\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{group}\rcboard"; Filename: "{app}\rcboard.exe"; AppUserModelID: "rcboard"
Name: "{userstartup}\rcboard"; Filename: "{app}\rcboard.exe"; Tasks: autostart

[Registry]
Root: HKA; Subkey: "Software\Microsoft\Windows\CurrentVersion\App Paths\rcboard.exe"; ValueType: string; ValueData: "{app}\rcboard.exe"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: NotInPath

[Code]
function NotInPath: Boolean;
var
  Before: String;
begin
  Before := '';
  RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Before);
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Before) + ';') = 0;
end;
