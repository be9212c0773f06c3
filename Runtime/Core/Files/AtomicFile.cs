#nullable enable
using System;
using System.IO;

namespace RnnGen
{
    /// <summary>
    /// Provides writing of a file as a whole: afterwards it is complete, or as it was before.
    /// </summary>
    /// <remarks>Allocates and blocks; meant for saving, not for the real-time path.</remarks>
    public static class AtomicFile
    {
        /// <summary>
        /// Writes a file through a temporary one beside it, which takes its name when complete.
        /// </summary>
        /// <param name="path">The file; one that is there already is replaced.</param>
        /// <param name="write">
        /// Writes the content into the stream that it is given, and leaves it open.
        /// </param>
        /// <exception cref="IOException">
        /// The file cannot be written. Nothing half-written is left.
        /// </exception>
        /// <exception cref="UnauthorizedAccessException">The system denies writing there.</exception>
        public static void Write(string path, Action<Stream> write)
        {
            var full = Path.GetFullPath(path);
            var target = Target(full);
            if (IsDevice(target) && File.Exists(target) || target != full && IsPipe(target))
            {
                // Neither can be replaced: a rename would put a file in its place. A pipe has no name but the link's.
                using var device = new FileStream(full, FileMode.Open, FileAccess.Write);
                write(device);
                return;
            }

            if (Directory.Exists(target))
            {
                throw new IOException($"A file was to be written, but '{path}' is a folder.");
            }

            var temporary = target + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".tmp";
            try
            {
                using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                {
                    write(stream);
                    stream.Flush(true);
                }

                Rename(temporary, target);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }

        /// <summary>Gets whether a path is one of a device, in which there are no files beside it.</summary>
        /// <param name="path">The path, from the root on.</param>
        public static bool IsDevice(string path)
        {
            return path.StartsWith("/dev/", StringComparison.Ordinal)
                && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
        }

        // What /dev/stdout may lead to, as "/proc/self/fd/pipe:[123]", where nothing is.
        private static bool IsPipe(string path)
        {
            return Path.GetFileName(path).StartsWith("pipe:[", StringComparison.Ordinal) && !File.Exists(path);
        }

        private static void Rename(string from, string to)
        {
#if NET
            File.Move(from, to, overwrite: true);
#else
            if (File.Exists(to))
            {
                File.Replace(from, to, null);
            }
            else
            {
                File.Move(from, to);
            }
#endif
        }

        private static string Target(string full)
        {
#if NET
            // Writing to a link writes to what it names, as without the temporary file.
            var link = new FileInfo(full);
            return link.LinkTarget == null ? full : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
#else
            return full;
#endif
        }
    }
}
