#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// The exception that is thrown when a model file, or what it holds, is not what was required.
    /// Its message is a sentence that says what was required and what was found.
    /// </summary>
    public sealed class ModelFormatException : FormatException
    {
        /// <summary>Initializes an exception with its sentence.</summary>
        public ModelFormatException(string message)
            : base(message)
        {
        }

        /// <summary>Initializes an exception with its sentence and the exception behind it.</summary>
        public ModelFormatException(string message, Exception inner)
            : base(message, inner)
        {
        }
    }
}
