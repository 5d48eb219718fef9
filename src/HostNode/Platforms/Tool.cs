using System.ComponentModel;
using System.Diagnostics;

namespace ActorBench.HostNode.Platforms;

/// <summary>A tool of the machine failed; the message is one sentence that ends with the tool's own last line.</summary>
/// <param name="exitCode">Null when the tool did not start or did not end in time.</param>
public sealed class ToolException(string sentence, int? exitCode) : Exception(sentence)
{
    public int? ExitCode => exitCode;
}

/// <summary>Runs the machine's tools: argument lists only, never a shell, always bounded in time, output in English.</summary>
public static class Tool
{
    // An ordinary user's PATH often lacks the sbin folders, where ip and tc live.
    private static readonly string[] AlsoHere = ["/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin", "/bin"];

    /// <summary>Full path of a program, or null when the machine does not have it.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(AlsoHere)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <returns>What the tool wrote to its standard output.</returns>
    /// <exception cref="ToolException">It is missing, failed, or ran longer than <paramref name="limit"/> (it is killed then).</exception>
    public static Task<string> Run(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken ct = default) =>
        Run(program, arguments, limit, input: null, owner: null, ct);

    /// <param name="owner">Lab that the tool works for. It stands in the tool's environment, so that a sweeper finds the tools that outlive a killed lab.</param>
    internal static async Task<string> Run(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, string? input, string? owner, CancellationToken ct)
    {
        var (exitCode, output, errors) = await RunToEnd(program, arguments, limit, input, owner, ct);
        return exitCode == 0
            ? output
            : throw new ToolException(Sentence(program, arguments, $"exited {exitCode}", LastLine(errors)), exitCode);
    }

    /// <summary>As <see cref="Run(string, IReadOnlyList{string}, TimeSpan, CancellationToken)"/>, but a failure of the tool is an answer.</summary>
    internal static Task<(int ExitCode, string Output, string Errors)> RunToEnd(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, string? input, string? owner, CancellationToken ct) =>
        RunToEnd(program, arguments, limit, process => Feed(process, writer => input is null ? Task.CompletedTask : writer.WriteAsync(input)), owner, ct);

    /// <summary>As <see cref="Run(string, IReadOnlyList{string}, TimeSpan, CancellationToken)"/>, with a file on the tool's standard input.</summary>
    internal static async Task RunFed(string program, IReadOnlyList<string> arguments, TimeSpan limit, string file, string? owner, CancellationToken ct)
    {
        await using var bytes = File.OpenRead(file);
        var (exitCode, _, errors) = await RunToEnd(
            program, arguments, limit, process => Feed(process, writer => bytes.CopyToAsync(writer.BaseStream, ct)), owner, ct);
        if (exitCode != 0) throw new ToolException(Sentence(program, arguments, $"exited {exitCode}", LastLine(errors)), exitCode);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunToEnd(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, Func<Process, Task> feed, string? owner, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var process = Start(program, arguments, owner);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await feed(process).WaitAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            // Waited for, not only killed: what follows is often the undoing of what this very tool was doing.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            ct.ThrowIfCancellationRequested();
            throw new ToolException(Sentence(program, arguments, $"did not end within {limit.TotalSeconds:0.#} s", ""), null);
        }

        return (process.ExitCode, await output, await errors);
    }

    internal static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";

    private static Process Start(string program, IReadOnlyList<string> arguments, string? owner)
    {
        var file = Find(program) ?? throw Missing(program);
        // A session of its own: Ctrl-C in a terminal must not cut off the tool that is taking a lab down.
        string[] argv = Find("setsid") is { } setsid ? [setsid, file, .. arguments] : [file, .. arguments];
        var start = new ProcessStartInfo(argv[0], argv.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        if (owner is not null) start.Environment[LabMark.Variable] = owner;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ToolException(Sentence(program, arguments, "did not start", e.Message), null);
        }
    }

    private static async Task Feed(Process process, Func<StreamWriter, Task> write)
    {
        try
        {
            await write(process.StandardInput);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool ended before it read everything; its exit code says why.
        }
    }

    private static ToolException Missing(string program) => new($"This machine has no {program}: install {Package(program)}.", null);

    internal static string Package(string program) => program switch
    {
        "ip" or "tc" => "the package iproute2",
        "nsenter" or "unshare" or "setsid" or "mount" => "the package util-linux",
        "apt-get" or "apt-cache" => "the package apt (the image is made of Debian packages)",
        "dpkg-deb" => "the package dpkg",
        "depmod" or "modprobe" => "the package kmod",
        "mke2fs" => "the package e2fsprogs",
        "xz" => "the package xz-utils",
        "cpio" or "lz4" or "zstd" or "gzip" or "mmdebstrap" => $"the package {program}",
        "qemu-system-x86_64" => "the package qemu-system-x86",
        _ => "the package that brings it",
    };

    private static string Sentence(string program, IReadOnlyList<string> arguments, string what, string reason) =>
        $"`{string.Join(' ', arguments.Prepend(program))}` {what}{(reason.Length == 0 ? "." : $": {reason.TrimEnd('.')}.")}";
}
