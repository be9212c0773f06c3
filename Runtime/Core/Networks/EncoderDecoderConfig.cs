#nullable enable

namespace RnnGen
{
    /// <summary>The blueprint of an <see cref="EncoderDecoder"/>.</summary>
    public sealed class EncoderDecoderConfig
    {
        /// <summary>The number of different tokens of a source.</summary>
        public int SourceTokens { get; set; }

        /// <summary>The number of different tokens of what is made of it.</summary>
        public int TargetTokens { get; set; }

        /// <summary>The numbers that stand for a token.</summary>
        public int Embedding { get; set; } = 64;

        /// <summary>The number of units in each layer; even, with attention.</summary>
        public int Size { get; set; } = 256;

        /// <summary>The number of layers of each half: 1 with attention.</summary>
        public int Layers { get; set; } = 1;

        /// <summary>
        /// How the decoder looks at the source: "none", "additive", "general" or "dot".
        /// </summary>
        public string Attention { get; set; } = "none";

        /// <summary>
        /// Whether a source is read from its end, so that its beginning is near to that of what is made of it
        /// (Sutskever et al., 2014). With attention it is read from both ends, and must not be reversed.
        /// </summary>
        public bool IsReversed { get; set; }
    }
}
