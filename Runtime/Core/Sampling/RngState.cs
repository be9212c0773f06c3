#nullable enable

namespace RnnGen
{
    /// <summary>
    /// The state of an <see cref="Rng"/>: the four words of xoshiro256**, which are never all 0.
    /// </summary>
    public readonly struct RngState
    {
        /// <summary>The first word.</summary>
        public readonly ulong S0;

        /// <summary>The second word.</summary>
        public readonly ulong S1;

        /// <summary>The third word.</summary>
        public readonly ulong S2;

        /// <summary>The fourth word.</summary>
        public readonly ulong S3;

        /// <summary>Initializes a state from its words.</summary>
        public RngState(ulong s0, ulong s1, ulong s2, ulong s3)
        {
            S0 = s0;
            S1 = s1;
            S2 = s2;
            S3 = s3;
        }
    }
}
