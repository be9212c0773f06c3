using System.Security.Cryptography;
using System.Text;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>The small file by which Unity knows an asset, whatever its name becomes later.</summary>
internal static class MetaFile
{
    private const string PackageId = "com.rnngen.generator";

    /// <summary>Writes the meta file of an asset that has none.</summary>
    public static void Create(string asset)
    {
        var text = $"fileFormatVersion: 2\nguid: {GuidOf(asset)}\n";
        if (Directory.Exists(PackageTree.FullPath(asset)))
        {
            text += "folderAsset: yes\n";
        }

        File.WriteAllText(PackageTree.FullPath(asset + ".meta"), text);
    }

    /// <summary>
    /// Makes the identity of a new asset: SHA-1 of package and path, as a UUID of version 5.
    /// </summary>
    public static string GuidOf(string asset)
    {
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes($"{PackageId}/{asset}*"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return Convert.ToHexStringLower(hash, 0, 16);
    }
}
