#nullable enable
namespace RnnGen
{
    /// <summary>Specifies what can be unusual in a MIDI file.</summary>
    public enum MidiProblem
    {
        /// <summary>The header does not stand at the beginning of the file.</summary>
        JunkBeforeHeader,

        /// <summary>A RIFF file states a length that its data do not have.</summary>
        RiffLength,

        /// <summary>The header is not 6 bytes long.</summary>
        HeaderLength,

        /// <summary>The format is not 0, 1 or 2.</summary>
        UnknownFormat,

        /// <summary>A file of format 0 has several tracks.</summary>
        SeveralTracksInFormat0,

        /// <summary>The header states another number of tracks than the file has.</summary>
        TrackCount,

        /// <summary>The file has more than 65,535 tracks.</summary>
        TooManyTracks,

        /// <summary>The header states 0 ticks per quarter note or frame.</summary>
        NoDivision,

        /// <summary>The frame rate is not 24, 25, 29 (for 29.97) or 30.</summary>
        UnusualFrameRate,

        /// <summary>A chunk is neither header nor track.</summary>
        UnknownChunk,

        /// <summary>Bytes between two chunks belong to neither.</summary>
        BytesBetweenChunks,

        /// <summary>Bytes behind the last chunk belong to none.</summary>
        TrailingBytes,

        /// <summary>The stated length of a track reaches beyond its end.</summary>
        TrackTooLong,

        /// <summary>The stated length of a track ends before its events do.</summary>
        TrackTooShort,

        /// <summary>A track has no end-of-track event.</summary>
        MissingEndOfTrack,

        /// <summary>A track goes on behind its end-of-track event.</summary>
        BytesAfterEndOfTrack,

        /// <summary>A status byte is left out behind an event that cancels running status.</summary>
        RunningStatusCancelled,

        /// <summary>A track begins without a status byte.</summary>
        MissingStatus,

        /// <summary>A delta time or length is longer than four bytes.</summary>
        LongNumber,

        /// <summary>A data byte is larger than 127.</summary>
        LargeDataByte,

        /// <summary>A track holds a system common or real-time message, F1 to F6 or F8 to FE.</summary>
        SystemMessage,

        /// <summary>The track ends inside an event.</summary>
        CutEvent,

        /// <summary>A system exclusive message holds bytes larger than 127.</summary>
        LargeSysexByte,

        /// <summary>A system exclusive message has no end.</summary>
        UnfinishedSysex,

        /// <summary>
        /// A tempo, time signature or key signature is longer or shorter than it should be.
        /// </summary>
        MetaLength,

        /// <summary>A tempo is 0 or has less than three bytes.</summary>
        InvalidTempo,

        /// <summary>A time signature has no beats, or a denominator that is not 1 to 128.</summary>
        InvalidMeter,

        /// <summary>A key signature has more than 7 sharps or flats, or is neither major nor minor.</summary>
        InvalidKey,

        /// <summary>A note ends that was not begun.</summary>
        OrphanNoteOff,

        /// <summary>Notes are not ended.</summary>
        HangingNotes,

        /// <summary>There is more to say than the list holds.</summary>
        MoreProblems,
    }
}
