#nullable enable
using System;
using System.Collections.Generic;
using System.IO;

namespace RnnGen
{
    /// <summary>
    /// Represents a model as it is kept in a file: named tensors, and texts that say what they are.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The format is safetensors with values of type F32. Matrices are in PyTorch's layout [outputs, inputs],
    /// so that files are exchanged with Python both ways. The same content always gives the same bytes.
    /// </para>
    /// <para>
    /// Whatever is read is checked first: the size of the header, its JSON, types, shapes and places of the
    /// tensors against the size of the file. Nothing is allocated for a claim that the file does not bear
    /// out. Not safe for use by several threads at once.
    /// </para>
    /// </remarks>
    public sealed class Checkpoint
    {
        /// <summary>The name of the text that holds the blueprint of the model, in <see cref="Metadata"/>.</summary>
        public const string ConfigKey = "config";

        private readonly SortedDictionary<string, CheckpointTensor> tensors
            = new SortedDictionary<string, CheckpointTensor>(StringComparer.Ordinal);

        /// <summary>Reads a file.</summary>
        /// <exception cref="ModelFormatException">
        /// The file is not a model, or is damaged: the message names the file, what was required and what was
        /// found.
        /// </exception>
        /// <exception cref="IOException">The file is not there or cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">
        /// The file may not be read, or is a folder.
        /// </exception>
        public static Checkpoint Load(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            try
            {
                return CheckpointFile.Read(stream, stream.Length);
            }
            catch (ModelFormatException e)
            {
                throw new ModelFormatException($"'{path}' is not a model that can be read. {e.Message}", e);
            }
        }

        /// <summary>Reads the bytes of a file.</summary>
        /// <exception cref="ModelFormatException">The bytes are not a model, or are damaged.</exception>
        public static unsafe Checkpoint Read(ReadOnlySpan<byte> bytes)
        {
            // One byte more, because the address of an empty span is null, which no stream can begin at.
            fixed (byte* first = bytes.IsEmpty ? stackalloc byte[1] : bytes)
            {
                using var stream = new UnmanagedMemoryStream(first, bytes.Length);
                return CheckpointFile.Read(stream, bytes.Length);
            }
        }

        /// <summary>Reads a model of some kind from a file.</summary>
        /// <param name="path">The file.</param>
        /// <param name="kind">What it must be, as "a music model".</param>
        /// <param name="from">Makes the model.</param>
        internal static T Load<T>(string path, string kind, Func<Checkpoint, T> from)
        {
            var checkpoint = Load(path);
            try
            {
                return from(checkpoint);
            }
            catch (ModelFormatException e)
            {
                throw new ModelFormatException($"'{path}' is not {kind}. {e.Message}", e);
            }
        }

        /// <summary>
        /// Writes a file: first under a temporary name in the same folder, then in the place of any other of
        /// its name at once. If that fails, the old file is still whole.
        /// </summary>
        /// <exception cref="IOException">The file cannot be written.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
        public void Save(string path) => AtomicFile.Write(path, Write);

        /// <summary>Writes the bytes of a file.</summary>
        public void Write(Stream stream) => CheckpointFile.Write(stream, this);

        /// <summary>Adds a copy of a tensor.</summary>
        /// <param name="name">Its name. One with a slash is passed over when weights are read.</param>
        /// <param name="values">Finite values, the last axis running fastest.</param>
        /// <param name="shape">The size of each axis, at most eight; none for a single number.</param>
        /// <exception cref="ArgumentException">
        /// The name is taken, reserved or half a character, the shape is not that of the values, or one of them is not
        /// finite.
        /// </exception>
        public void Add(string name, ReadOnlySpan<float> values, params int[] shape)
        {
            if (name == CheckpointHeader.MetadataName) throw new ArgumentException(
                $"A tensor must not have the name that the format keeps for texts, but was '{name}'.", nameof(name));
            if (shape.Length > CheckpointHeader.MostAxes || Array.Exists(shape, axis => axis < 0))
                throw new ArgumentException(
                    $"Tensor '{name}' must have at most {CheckpointHeader.MostAxes} axes, none negative, but its "
                    + $"shape is {CheckpointTensor.Describe(shape)}.", nameof(shape));
            if (!CheckpointHeader.IsText(name)) throw new ArgumentException(
                "A tensor must have a name of whole characters, but one is half a surrogate pair.", nameof(name));
            if (CheckpointHeader.CountOf(shape) is not long count) throw new ArgumentException(
                $"Tensor '{name}' must have at most {CheckpointHeader.MostValues} values, but is of shape "
                + $"{CheckpointTensor.Describe(shape)}.", nameof(shape));
            if (count != values.Length) throw new ArgumentException(
                $"Tensor '{name}' of shape {CheckpointTensor.Describe(shape)} must have {count} values, "
                + $"but has {values.Length}.", nameof(values));
            if (tensors.ContainsKey(name)) throw new ArgumentException(
                $"Each tensor must have a name of its own, but '{name}' is there already.", nameof(name));
            var tensor = new CheckpointTensor(name, (int[])shape.Clone(), values.ToArray());
            if (tensor.FirstNotFinite() is int place) throw new ArgumentException(
                $"Tensor '{name}' must have finite values, but value {place} is {values[place]}.", nameof(values));
            Add(tensor);
        }

        /// <summary>Adds the weights of a network, under the names of its parameters.</summary>
        public void Add(ParameterSet parameters)
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                var parameter = parameters[i];
                Add(parameter.Name, CheckpointWeights.ToFile(parameter), CheckpointWeights.ShapeOf(parameter));
            }
        }

        /// <summary>
        /// Sets the weights of a network: names and shapes must be those of its parameters.
        /// </summary>
        /// <remarks>
        /// A tensor with a slash in its name is no weight (it is the state of an optimizer, say), and is
        /// passed over. Nothing is set if anything does not fit.
        /// </remarks>
        /// <exception cref="ModelFormatException">
        /// A tensor is missing, is one too many or has another shape: the message names the first, and
        /// counts.
        /// </exception>
        public void ReadInto(ParameterSet parameters)
        {
            CheckpointWeights.Check(this, parameters);
            for (var i = 0; i < parameters.Count; i++)
            {
                var parameter = parameters[i];
                CheckpointWeights.FromFile(this[parameter.Name].Values, parameter);
            }
        }

        /// <summary>Gets the text that says what the network is.</summary>
        /// <param name="kind">What the model must be, as "a music model".</param>
        /// <exception cref="ModelFormatException">There is none.</exception>
        internal string ConfigOf(string kind)
        {
            return Metadata.TryGetValue(ConfigKey, out var json) ? json : throw new ModelFormatException(
                $"To be {kind}, it must have a text '{ConfigKey}' in its metadata, but it has none.");
        }

        /// <summary>Gets a tensor, or null if there is none of this name.</summary>
        public CheckpointTensor? Find(string name) => tensors.TryGetValue(name, out var tensor) ? tensor : null;

        /// <summary>Gets a tensor.</summary>
        /// <exception cref="ModelFormatException">There is no tensor of this name.</exception>
        public CheckpointTensor this[string name] => Find(name) ?? throw new ModelFormatException(
            $"The model must have a tensor '{name}', but it is not among its {tensors.Count}.");

        internal void Add(CheckpointTensor tensor) => tensors.Add(tensor.Name, tensor);

        /// <summary>The tensors in the order of their names.</summary>
        public IReadOnlyCollection<CheckpointTensor> Tensors => tensors.Values;

        /// <summary>
        /// Texts under names of the user's choice. Models have "config" (what the network is) and "card"
        /// (what it was trained on, and its scores), both JSON.
        /// </summary>
        public IDictionary<string, string> Metadata { get; }
            = new SortedDictionary<string, string>(StringComparer.Ordinal);
    }
}
