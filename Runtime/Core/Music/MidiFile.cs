#nullable enable
using System;
using System.Collections.Generic;
using System.IO;

namespace RnnGen
{
    /// <summary>Represents a Standard MIDI File: tracks of events, as they stand in the file.</summary>
    /// <remarks>
    /// Reading is tolerant: what breaks the standard is mended and reported in <see cref="Diagnostics"/>.
    /// What was read is written back byte for byte. A file never changes: methods give new ones. It is safe
    /// for use by several threads at once.
    /// </remarks>
    public sealed class MidiFile
    {
        private readonly byte[]? original;
        private readonly MidiRiff? riff;

        /// <summary>Initializes a new file.</summary>
        /// <param name="format">0 for one track, 1 for tracks played together, 2 for separate pieces.</param>
        /// <param name="division">What a tick is.</param>
        /// <param name="tracks">The tracks, 65,535 at most; exactly one in format 0.</param>
        public MidiFile(int format, MidiDivision division, IReadOnlyList<MidiTrack> tracks)
            : this(format, division, tracks, Array.Empty<MidiChunk>(), null)
        {
        }

        private MidiFile(
            int format,
            MidiDivision division,
            IReadOnlyList<MidiTrack> tracks,
            IReadOnlyList<MidiChunk> chunks,
            MidiRiff? riff)
        {
            Check(format, division, tracks);
            Format = format;
            Division = division;
            Tracks = new List<MidiTrack>(tracks);
            Chunks = chunks;
            this.riff = riff;
            Diagnostics = Array.Empty<MidiDiagnostic>();
        }

        private MidiFile(byte[] original, MidiReader reader)
        {
            Format = reader.Format;
            Division = reader.Division;
            Tracks = reader.Tracks;
            Chunks = reader.Chunks;
            riff = reader.Riff;
            this.original = original;
            Diagnostics = reader.Log.Diagnostics;
        }

        /// <summary>Reads a file from memory.</summary>
        /// <param name="bytes">The file; more bytes behind it are ignored and kept.</param>
        /// <param name="options">How to read; tolerantly and up to 64 MiB if null.</param>
        /// <returns>The file, which holds a copy of the bytes.</returns>
        /// <exception cref="NotMidiException">The bytes are not a MIDI file at all.</exception>
        /// <exception cref="MidiSizeException">There are more bytes than the options allow.</exception>
        /// <exception cref="MidiFormatException">
        /// The options are strict, and the file has an error.
        /// </exception>
        public static MidiFile Read(ReadOnlySpan<byte> bytes, MidiReadOptions? options = null)
        {
            options ??= new MidiReadOptions();
            CheckSize(bytes.Length, options);
            return ReadOwned(bytes.ToArray(), options);
        }

        /// <summary>Reads a file from disk.</summary>
        /// <param name="path">The path of the file.</param>
        /// <param name="options">How to read; tolerantly and up to 64 MiB if null.</param>
        /// <exception cref="IOException">The file cannot be read.</exception>
        /// <inheritdoc cref="Read"/>
        public static MidiFile Load(string path, MidiReadOptions? options = null)
        {
            options ??= new MidiReadOptions();
            using var stream = File.OpenRead(path);
            if (!stream.CanSeek)
            {
                throw new IOException($"A MIDI file was expected, but '{path}' is a stream without length.");
            }

            CheckSize(stream.Length, options);
            var bytes = new byte[stream.Length];
            var count = 0;
            for (var read = 1; read > 0 && count < bytes.Length; count += read)
            {
                read = stream.Read(bytes, count, bytes.Length - count);
            }

            Array.Resize(ref bytes, count);
            return ReadOwned(bytes, options);
        }

        /// <summary>Gets the bytes of the file.</summary>
        /// <returns>
        /// The bytes that were read if the file is as it was read; otherwise new ones, in which tracks and
        /// chunks that were read keep their content.
        /// </returns>
        public byte[] Write() =>
            original != null ? (byte[])original.Clone() : MidiEncoding.Encode(this, riff);

        /// <summary>
        /// Gets a file with other tracks and the same division, other chunks and RIFF frame.
        /// </summary>
        /// <param name="tracks">The tracks, those of this or new ones.</param>
        public MidiFile WithTracks(IReadOnlyList<MidiTrack> tracks) =>
            new MidiFile(FormatOf(tracks), Division, tracks, Chunks, riff);

        /// <summary>Gets the same music inside a RIFF file, as some Windows programs want it.</summary>
        public MidiFile InRiff()
        {
            var frame = riff ?? new MidiRiff(Array.Empty<byte>(), Array.Empty<byte>());
            return new MidiFile(FormatOf(Tracks), Division, Tracks, Chunks, frame);
        }

        private int FormatOf(IReadOnlyList<MidiTrack> tracks) =>
            Format == 0 && tracks.Count != 1 ? 1 : Format;

        private static MidiFile ReadOwned(byte[] bytes, MidiReadOptions options)
        {
            var reader = new MidiReader(bytes);
            reader.Read();
            if (options.Strict && reader.Log.FirstError() is MidiDiagnostic error)
            {
                throw new MidiFormatException(error);
            }

            return new MidiFile(bytes, reader);
        }

        private static void Check(int format, MidiDivision division, IReadOnlyList<MidiTrack> tracks)
        {
            if (format < 0 || format > 2 || division.Word == 0)
            {
                throw new ArgumentException(
                    "A MIDI file must have format 0, 1 or 2 and a division, but has "
                    + $"format {format} and division {division.Word}.");
            }

            if (tracks.Count > ushort.MaxValue || format == 0 && tracks.Count != 1)
            {
                throw new ArgumentException(
                    "A MIDI file must have at most 65535 tracks, and exactly one in format 0, but has "
                    + $"{tracks.Count} in format {format}.",
                    nameof(tracks));
            }
        }

        private static void CheckSize(long size, MidiReadOptions options)
        {
            if (size > options.MaxBytes)
            {
                throw new MidiSizeException(size, options.MaxBytes);
            }
        }

        /// <summary>0 for one track, 1 for tracks played together, 2 for pieces of their own.</summary>
        public int Format { get; }

        /// <summary>What a tick is.</summary>
        public MidiDivision Division { get; }

        /// <summary>The tracks in the order of the file.</summary>
        public IReadOnlyList<MidiTrack> Tracks { get; }

        /// <summary>The chunks that are not tracks, kept as they are.</summary>
        public IReadOnlyList<MidiChunk> Chunks { get; }

        /// <summary>What was unusual when the file was read, up to 1000 entries.</summary>
        public IReadOnlyList<MidiDiagnostic> Diagnostics { get; }

        /// <summary>Whether the file is a RIFF file with MIDI data inside.</summary>
        public bool IsRiff => riff != null;

        /// <summary>
        /// The number of pieces in the file: each track is one in format 2, otherwise all are.
        /// </summary>
        public int PieceCount => Format == 2 ? Tracks.Count : 1;

        /// <summary>The tick at which the last track ends.</summary>
        public long EndTick
        {
            get
            {
                long end = 0;
                foreach (var track in Tracks)
                {
                    end = Math.Max(end, track.EndTick);
                }

                return end;
            }
        }
    }
}
