# Installs im from its latest release, for Windows (PowerShell 5.1 or later):
#
#   powershell -ExecutionPolicy Bypass -File install.ps1 [-Dir DIR] [-Version X.Y.Z]
#
# The program goes to DIR, $env:IM_INSTALL_DIR or %LOCALAPPDATA%\Programs\im. Its checksum is compared before anything is
# installed. $env:IM_RELEASES_URL names another page of releases, such as a mirror.
param([string]$Dir = $env:IM_INSTALL_DIR, [string]$Version = '')

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$built_in_url = ''

function Stop-Install([string]$Message, [string]$Hint) {
    [Console]::Error.WriteLine("error: $Message")
    [Console]::Error.WriteLine("hint: $Hint")
    # Not "exit": piped into iex, that would close the person's window.
    throw 'im was not installed'
}

function Get-File([string]$Url, [string]$File) {
    try {
        Invoke-WebRequest -UseBasicParsing -Uri $Url -OutFile $File -TimeoutSec 600
    } catch {
        Stop-Install "could not download ${Url}: $($_.Exception.Message)" 'check the network and the address'
    }
}

function Install-Im {
    $releases = if ($env:IM_RELEASES_URL) { $env:IM_RELEASES_URL } else { $built_in_url }
    $releases = $releases.TrimEnd('/')
    if (-not $releases) {
        Stop-Install 'this copy of install.ps1 knows no page of releases' 'use the one of a release, or set IM_RELEASES_URL'
    }
    if ($releases -notmatch '^(https://|http://(127\.0\.0\.1|localhost)[:/])') {
        Stop-Install "the page of releases must be https: $releases" 'set IM_RELEASES_URL to an address like https://HOST'
    }
    if ($Version -notmatch '^(\d+\.\d+\.\d+)?$') {
        Stop-Install "not a version: `"$Version`"" 'write it like 1.2.3'
    }
    # Windows on ARM runs programs for x86-64 as well.
    $arch = if ($env:PROCESSOR_ARCHITEW6432) { $env:PROCESSOR_ARCHITEW6432 } else { $env:PROCESSOR_ARCHITECTURE }
    if ($arch -ne 'AMD64' -and $arch -ne 'ARM64') {
        Stop-Install "there is no im for the processor `"$arch`"" 'with Deno installed, im.js of the release runs everywhere'
    }
    $target = 'x86_64-pc-windows-msvc'
    $directory = if ($Dir) { $Dir } else { Join-Path $env:LOCALAPPDATA 'Programs\im' }
    # PowerShell 5.1 offers older versions of TLS by itself.
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

    $null = New-Item -ItemType Directory -Force -Path $directory
    $directory = (Resolve-Path -LiteralPath $directory).ProviderPath
    $program = Join-Path $directory 'im.exe'
    $draft = Join-Path $directory ".im-install-$PID.exe"
    $work = Join-Path ([IO.Path]::GetTempPath()) ("im-install-" + [Guid]::NewGuid())
    $null = New-Item -ItemType Directory -Path $work
    try {
        $page = if ($Version) { "$releases/download/v$Version" } else { "$releases/latest/download" }
        $list = Join-Path $work 'SHA256SUMS'
        Get-File "$page/SHA256SUMS" $list
        $pattern = "^([0-9a-f]{64})  (im-(\d+\.\d+\.\d+)-$target)\.zip$"
        $found = @(Get-Content -LiteralPath $list | Where-Object { $_ -cmatch $pattern })
        if ($found.Count -ne 1) {
            Stop-Install "$page/SHA256SUMS names no archive for $target" 'check the page of releases'
        }
        $null = $found[0] -cmatch $pattern
        $sum, $folder, $latest = $Matches[1], $Matches[2], $Matches[3]

        Write-Output "downloading im $latest for $target"
        $archive = Join-Path $work "$folder.zip"
        Get-File "$releases/download/v$latest/$folder.zip" $archive
        $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath $archive).Hash.ToLowerInvariant()
        if ($actual -ne $sum) {
            Stop-Install "the checksum of $folder.zip is wrong: $actual, expected $sum" 'try again later, and report it if it stays'
        }
        Expand-Archive -LiteralPath $archive -DestinationPath $work
        # Beside its place first: a rename there is done or not done, never half.
        Copy-Item -LiteralPath (Join-Path $work "$folder\im.exe") -Destination $draft
        $shown = & $draft --version
        if ($LASTEXITCODE -ne 0) {
            Stop-Install 'the program does not run on this system' 'nothing was installed'
        }
        # A running program can be renamed but not replaced.
        $aside = "$program.old"
        Remove-Item -LiteralPath $aside -Force -ErrorAction SilentlyContinue
        if (Test-Path -LiteralPath $program) { Move-Item -LiteralPath $program -Destination $aside -Force }
        try {
            Move-Item -LiteralPath $draft -Destination $program
        } catch {
            if (Test-Path -LiteralPath $aside) { Move-Item -LiteralPath $aside -Destination $program }
            throw
        }
        Remove-Item -LiteralPath $aside -Force -ErrorAction SilentlyContinue
        Write-Output "installed $shown to $program"
    } finally {
        Remove-Item -LiteralPath $draft -Force -ErrorAction SilentlyContinue
        Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
    }
    if (($env:Path -split ';') -notcontains $directory) {
        Write-Output "$directory is not in Path. Add it with:"
        Write-Output "  [Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable('Path', 'User') + ';$directory', 'User')"
        Write-Output 'and open a new terminal.'
    }
}

# At the end, so that a script that arrived in part does nothing.
Install-Im
