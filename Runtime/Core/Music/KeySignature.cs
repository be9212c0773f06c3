#nullable enable
namespace RnnGen
{
    /// <summary>Represents a key signature.</summary>
    public readonly struct KeySignature
    {
        /// <summary>The number of sharps, 0 to 7, or of flats as a negative number, -7 to 0.</summary>
        public readonly int Sharps;

        /// <summary>Whether the key is minor.</summary>
        public readonly bool IsMinor;

        /// <summary>Initializes a new key signature.</summary>
        public KeySignature(int sharps, bool isMinor)
        {
            Sharps = sharps;
            IsMinor = isMinor;
        }
    }
}
