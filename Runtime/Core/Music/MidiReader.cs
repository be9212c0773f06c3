#nullable enable
using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Finds the header, the tracks and the other chunks in the bytes of a file.</summary>
    /// <remarks>
    /// Stated lengths are believed if all of them together lead over the stated number of tracks to the end of
    /// the file, and otherwise as long as they fit. Where they do not, a track goes on to its end-of-track event,
    /// the next 'MTrk' or the end of the file, so that one wrong length costs no track.
    /// Every byte is walked over a fixed number of times at most, whatever the file states.
    /// </remarks>
    internal sealed class MidiReader
    {
        private const int HeaderLength = 14;
        private const int LongestJunk = 4096;
        private const int MostTracks = ushort.MaxValue;
        private const int AssumedDivision = 480;

        private static readonly byte[] headerName = { (byte)'M', (byte)'T', (byte)'h', (byte)'d' };
        private static readonly byte[] trackName = { (byte)'M', (byte)'T', (byte)'r', (byte)'k' };

        private readonly byte[] bytes;
        private int[] sounding = Array.Empty<int>();
        private int end;
        private int position;
        private int statedTracks;
        private bool lengthsAgree;
        private bool distrustsLengths;

        public MidiReader(byte[] bytes)
        {
            this.bytes = bytes;
            end = bytes.Length;
        }

        public void Read()
        {
            ReadRiff();
            ReadHeader();
            sounding = ArrayPool<int>.Shared.Rent(MidiTrackScan.Keys);
            Array.Clear(sounding, 0, sounding.Length);
            lengthsAgree = LengthsAgree();
            ReadChunks();
            ArrayPool<int>.Shared.Return(sounding);
            if (Tracks.Count != statedTracks)
            {
                Log.Add(0, MidiProblem.TrackCount);
            }

            if (Format == 0 && Tracks.Count > 1)
            {
                Log.Add(0, MidiProblem.SeveralTracksInFormat0);
            }
        }

        /// <summary>
        /// Looks for the MIDI file inside a RIFF file, whose chunks are padded to even lengths.
        /// </summary>
        private void ReadRiff()
        {
            if (end < 12 || !Is("RIFF", 0) || !Is("RMID", 8))
            {
                return;
            }

            for (long chunk = 12; chunk + 8 <= end;)
            {
                var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((int)chunk + 4));
                var next = chunk + 8 + length;
                if (Is("data", (int)chunk))
                {
                    position = (int)chunk + 8;
                    var before = bytes.AsSpan(12, (int)chunk - 12).ToArray();
                    if (next > end || length < HeaderLength)
                    {
                        Log.Add((int)chunk + 4, MidiProblem.RiffLength);
                        next = end;
                    }

                    var after = Math.Min(end, next + (length & 1));
                    Riff = new MidiRiff(before, bytes.AsSpan((int)after).ToArray());
                    end = (int)next;
                    return;
                }

                chunk = next + (length & 1);
            }
        }

        private void ReadHeader()
        {
            var junk = Find(headerName, position, Math.Min(end, position + LongestJunk + headerName.Length));
            if (junk < 0)
            {
                throw new NotMidiException(
                    "A MIDI file must have a header 'MThd' in its first 4096 bytes, but these "
                    + $"{bytes.Length} bytes have none.");
            }

            if (end - junk < HeaderLength)
            {
                throw new NotMidiException(
                    $"The header of a MIDI file must have {HeaderLength} bytes, but this file ends after "
                    + $"{end - junk}.");
            }

            if (junk > position)
            {
                Log.Add(position, MidiProblem.JunkBeforeHeader);
            }

            ReadFormat(ReadWord(junk + 8), junk + 8);
            statedTracks = ReadWord(junk + 10);
            ReadDivision(ReadWord(junk + 12), junk + 12);
            position = junk + HeaderLength;
            var length = ReadLength(junk);
            if (length != HeaderLength - 8)
            {
                Log.Add(junk + 4, MidiProblem.HeaderLength);
                var next = junk + 8 + length;
                position = next > position && (next == end || IsChunk(next)) ? (int)next : position;
            }
        }

        private void ReadFormat(int format, int offset)
        {
            Format = format;
            if (format > 2)
            {
                Log.Add(offset, MidiProblem.UnknownFormat);
                Format = 1;
            }
        }

        private void ReadDivision(int word, int offset)
        {
            Division = new MidiDivision((ushort)word);
            if (Division.TicksPerQuarter == 0 && Division.TicksPerFrame == 0)
            {
                Log.Add(offset, MidiProblem.NoDivision);
                Division = new MidiDivision(AssumedDivision);
            }
            else if (Division.IsTimeCode)
            {
                var frames = Division.FramesPerSecond;
                if (frames != 24 && frames != 25 && frames != 29 && frames != 30)
                {
                    Log.Add(offset, MidiProblem.UnusualFrameRate);
                }
            }
        }

        /// <summary>Gets whether the stated lengths lead over the stated number of tracks to the end.</summary>
        private bool LengthsAgree()
        {
            var tracks = 0;
            long chunk = position;
            while (chunk < end && IsChunk(chunk))
            {
                tracks += IsTrack((int)chunk) ? 1 : 0;
                chunk += 8 + ReadLength((int)chunk);
            }

            return chunk == end && tracks == statedTracks;
        }

        private void ReadChunks()
        {
            while (position < end)
            {
                if (Tracks.Count == MostTracks)
                {
                    Log.Add(position, MidiProblem.TooManyTracks);
                    return;
                }

                if (IsTrack(position))
                {
                    ReadTrack();
                }
                else if (IsChunk(position))
                {
                    Log.Add(position, MidiProblem.UnknownChunk);
                    var length = 8 + (int)ReadLength(position);
                    Chunks.Add(new MidiChunk(bytes, position, length, Tracks.Count));
                    position += length;
                }
                else
                {
                    var track = FindTrack(position + 1, end);
                    var problem = track < 0 ? MidiProblem.TrailingBytes : MidiProblem.BytesBetweenChunks;
                    Log.Add(position, problem);
                    position = track < 0 ? end : track;
                }
            }
        }

        private void ReadTrack()
        {
            var header = position;
            var start = header + 8;
            var stated = start + ReadLength(header);
            var limit = (int)Math.Min(stated, end);
            if (stated > end || distrustsLengths)
            {
                var next = FindTrack(start, limit);
                limit = next < 0 ? limit : next;
            }

            var mark = Log.Mark;
            if (limit < stated)
            {
                Log.Add(header + 4, MidiProblem.TrackTooLong);
            }

            var scan = Scan(start, limit);
            if (limit == stated && Log.Count > mark.Count)
            {
                (scan, limit) = WithoutNextTrack(start, limit, scan, mark);
            }

            if (limit == stated && !scan.HasEnd && limit < end && !IsChunk(limit))
            {
                scan = ReadOn(start, limit, mark);
            }
            else
            {
                position = !scan.HasEnd ? limit : limit < stated ? scan.End : PositionBehind(scan.End, limit);
            }

            if (!scan.HasEnd)
            {
                Log.Add(scan.End, MidiProblem.MissingEndOfTrack);
            }

            Tracks.Add(new MidiTrack(bytes, start, scan));
        }

        /// <summary>
        /// Ends a track that looks odd before an 'MTrk' inside it, if it looks no worse then. Where all lengths
        /// agree, that of the track inside must too.
        /// </summary>
        private (MidiTrackScan Scan, int Limit) WithoutNextTrack(
            int start, int limit, MidiTrackScan whole, MidiLog.Place mark)
        {
            var next = FindTrack(start, whole.End);
            if (next < 0 || lengthsAgree && next + 8 + ReadLength(next) != limit)
            {
                return (whole, limit);
            }

            var errors = Log.ErrorCount;
            Log.GoBack(mark);
            Log.Add(start - 4, MidiProblem.TrackTooLong);
            var shorter = Scan(start, next);
            if (Log.ErrorCount <= errors + 1)
            {
                distrustsLengths = true;
                return (shorter, next);
            }

            Log.GoBack(mark);
            return (Scan(start, limit), limit);
        }

        /// <summary>Gets where the next chunk begins if a track ends before its stated length does.</summary>
        private int PositionBehind(int trackEnd, int limit)
        {
            if (trackEnd == limit)
            {
                return limit;
            }

            var next = IsTrack(trackEnd) || limit == end || !IsChunk(limit) ? FindTrack(trackEnd, limit) : -1;
            Log.Add(trackEnd, next < 0 ? MidiProblem.BytesAfterEndOfTrack : MidiProblem.TrackTooLong);
            return next < 0 ? limit : next;
        }

        /// <summary>Reads a track beyond its stated length if that leads to an end of track.</summary>
        private MidiTrackScan ReadOn(int start, int limit, MidiLog.Place mark)
        {
            var next = FindTrack(limit, end);
            var errors = Log.ErrorCount;
            Log.GoBack(mark);
            Log.Add(start - 4, MidiProblem.TrackTooShort);
            var longer = Scan(start, next < 0 ? end : next);
            if (longer.HasEnd && Log.ErrorCount <= errors + 1)
            {
                position = longer.End;
                return longer;
            }

            Log.GoBack(mark);
            position = limit;
            return Scan(start, limit);
        }

        private MidiTrackScan Scan(int start, int limit) =>
            MidiTrackScan.Run(bytes, start, limit, Log, sounding);

        private bool IsTrack(int offset) => Is("MTrk", offset) && end - offset >= 8;

        /// <summary>
        /// Gets whether a chunk may begin here: a name in plain letters, and a length that fits.
        /// </summary>
        private bool IsChunk(long offset)
        {
            if (end - offset < 8)
            {
                return false;
            }

            var at = (int)offset;
            for (var i = at; i < at + 4; i++)
            {
                if (bytes[i] < ' ' || bytes[i] > '~')
                {
                    return false;
                }
            }

            return IsTrack(at) || ReadLength(at) <= end - at - 8;
        }

        /// <summary>Gets where the first 'MTrk' begins in a range, or -1.</summary>
        private int FindTrack(int from, int to)
        {
            var found = Find(trackName, from, Math.Min(end, to + trackName.Length - 1));
            return found >= 0 && end - found >= 8 ? found : -1;
        }

        private int Find(byte[] name, int from, int to)
        {
            var found = from < to ? bytes.AsSpan(from, to - from).IndexOf(name) : -1;
            return found < 0 ? -1 : from + found;
        }

        private bool Is(string name, int offset)
        {
            for (var i = 0; i < name.Length; i++)
            {
                if (offset + i >= end || bytes[offset + i] != name[i])
                {
                    return false;
                }
            }

            return true;
        }

        private int ReadWord(int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(offset));

        private long ReadLength(int chunk) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(chunk + 4));

        public MidiLog Log { get; } = new MidiLog();

        public List<MidiTrack> Tracks { get; } = new List<MidiTrack>();

        public List<MidiChunk> Chunks { get; } = new List<MidiChunk>();

        public int Format { get; private set; }

        public MidiDivision Division { get; private set; }

        public MidiRiff? Riff { get; private set; }
    }
}
