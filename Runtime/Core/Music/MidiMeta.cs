#nullable enable
namespace RnnGen
{
    /// <summary>Specifies what a meta event is about. Files may hold other values too.</summary>
    public enum MidiMeta : byte
    {
        /// <summary>The number of a sequence, two bytes.</summary>
        SequenceNumber = 0x00,

        /// <summary>Any text.</summary>
        Text = 0x01,

        /// <summary>A copyright notice.</summary>
        Copyright = 0x02,

        /// <summary>The name of the track or sequence.</summary>
        TrackName = 0x03,

        /// <summary>The name of the instrument.</summary>
        InstrumentName = 0x04,

        /// <summary>A syllable to be sung.</summary>
        Lyric = 0x05,

        /// <summary>The name of a point in the piece.</summary>
        Marker = 0x06,

        /// <summary>Something that happens on a stage or screen.</summary>
        CuePoint = 0x07,

        /// <summary>The name of the program.</summary>
        ProgramName = 0x08,

        /// <summary>The name of the device.</summary>
        DeviceName = 0x09,

        /// <summary>The channel that the following events belong to, one byte.</summary>
        ChannelPrefix = 0x20,

        /// <summary>The port that the track is sent to, one byte.</summary>
        Port = 0x21,

        /// <summary>The end of the track.</summary>
        EndOfTrack = 0x2F,

        /// <summary>The length of a quarter note in microseconds, three bytes.</summary>
        Tempo = 0x51,

        /// <summary>The time code at which the track begins, five bytes.</summary>
        SmpteOffset = 0x54,

        /// <summary>The time signature, four bytes.</summary>
        Meter = 0x58,

        /// <summary>The key signature, two bytes.</summary>
        Key = 0x59,

        /// <summary>Data of one sequencer.</summary>
        SequencerSpecific = 0x7F,
    }
}
