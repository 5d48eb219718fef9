using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ActorBench.Campaigns.Files;

/// <summary>Bytes of a file to text, refusing what is no text.</summary>
internal static class SourceReader
{
    /// <summary>Far above any campaign, and small enough to keep beside the results.</summary>
    private const int MostBytes = 1024 * 1024;

    public static CampaignSource Read(string path)
    {
        var bytes = Bytes(path).AsSpan();
        if (bytes.Length > MostBytes)
        {
            throw Refusal(path, "the file is larger than 1 MiB; a campaign file is a few lines of YAML, so check the path");
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        RefuseBinary(path, bytes);
        return new CampaignSource(path, Path.GetFullPath(path), Encoding.UTF8.GetString(bytes));
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw Refusal(path, "this is a directory; name a campaign file in it");

            // Not File.ReadAllBytes: a device or a pipe may have no end.
            using var file = File.OpenRead(path);
            var buffer = new byte[MostBytes + 1];
            return buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refusal(path, "there is no such file; without a file name the shipped campaigns/quick.yaml is taken");
        }
        catch (UnauthorizedAccessException)
        {
            throw Refusal(path, "the file may not be read by this user; change its permissions or run as its owner");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw Refusal(path, $"the file cannot be read ({Shown.Plain(e.Message)}); check the path");
        }
    }

    private static void RefuseBinary(string path, ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        var text = nul < 0 ? bytes : bytes[..nul];
        if (FirstInvalid(text) is { } invalid)
        {
            throw Refusal(path, "the file is not UTF-8 text; name a campaign file, or save this one as UTF-8", bytes[..invalid]);
        }

        if (nul >= 0)
        {
            throw Refusal(path, "the file holds a NUL byte, so it is no text; name a campaign file", text);
        }
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return null;
        var status = Utf8.ToUtf16(bytes, new char[bytes.Length], out var read, out _, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? null : read;
    }

    /// <param name="before">The valid text before the place.</param>
    private static CampaignFileException Refusal(string path, string sentence, ReadOnlySpan<byte> before = default)
    {
        var line = 1 + before.Count((byte)'\n');
        var column = 1 + Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        return new CampaignFileException(path, line, column, sentence);
    }
}
